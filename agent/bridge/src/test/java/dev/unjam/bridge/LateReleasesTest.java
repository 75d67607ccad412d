package dev.unjam.bridge;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is made of a late release, whoever tries it and in whichever moment. */
@Timeout(60)
class LateReleasesTest extends FencedCrew {
  private static final Set<StandardOpenOption> WRITTEN =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

  @AfterEach
  void nobodyLooks() {
    LateActs.living(null);
    LateActs.ours(null);
  }

  @Test
  void workThatWasHandedOverDeletesNoNextHoldersLockFile() throws Exception {
    hostTakes();
    FutureTask<Boolean> first = handedOver(this::deletes);
    FutureTask<Boolean> second = handedOver(this::deletes);
    FutureTask<Boolean> third = handedOver(this::deletes);
    hostLoses(true);
    Files.writeString(lock, "another's");
    assertFalse(elsewhere(() -> run(first)));
    assertEquals("delete", requireNonNull(Zombies.poll()).act());
    assertFalse(elsewhere(() -> run(second)), "it lives");
    assertTrue(elsewhere(this::deletes), "it worked for nobody");
    Files.delete(lock);
    assertTrue(elsewhere(() -> run(third)), "there is nothing to keep it from");
  }

  @Test
  void workThatWasHandedOverGivesALockBackThatItsHolderStillHas() throws Exception {
    hostTakes();
    FutureTask<Boolean> work = handedOver(this::deletes);
    LeaseRecord lease = requireNonNull(LeaseHooks.heldNow(lock.toString()));
    String path = transcript.toString();
    WriteFences.up(
        new WriteFence(lease, lease.owner().lastSeq(), false, path, path, TOLD, INCIDENT, LATE));
    assertTrue(elsewhere(() -> run(work)));
    assertNull(Zombies.poll());
  }

  @Test
  void whatIsDeletedWhileTheFileGoesIsOwed() throws Exception {
    LeaseRecord lease = fenced();
    assertTrue(onHost(this::deletes), "it is its own until then");
    assertTrue(lease.seize());
    assertFalse(lease.seize(), "one at a time");
    assertFalse(onHost(this::deletes));
    assertFalse(onHost(this::deletes));
    assertTrue(lease.giveUp());
    assertTrue(onHost(this::deletes), "it stays its own");
    assertTrue(lease.seize());
    assertFalse(lease.giveUp(), "nobody tried");
  }

  @Test
  void aMoveThatIsKeptOutIsRefusedAndNeverToldAsDone() throws Exception {
    LeaseRecord lease = fenced();
    assertSame(lease, moves());
    assertTrue(lease.seize());
    assertEquals(TOLD, refusal(moves()));
    assertFalse(lease.giveUp(), "who was told that it failed is owed nothing");
    LeaseHooks.forget(lease);
    assertEquals(TOLD, refusal(moves()));
    assertEquals("move", requireNonNull(Zombies.poll()).act());
    assertFalse(onHost(this::deletes), "the next try, by a deletion, is the first of these");
    assertEquals(TOLD, refusal(moves()), "nothing is there");
    Files.writeString(lock, "another's");
    assertEquals(TOLD, refusal(moves()));
    assertNull(
        LeaseHooks.moving(lock, folder.resolve("aside"), new Object[0]), "another thread may");
  }

  @Test
  void aFileThatOneOfOursMadeLateAndNoThreadHoldsMayGo() throws Exception {
    LeaseHooks.forget(fenced());
    Files.writeString(lock, "ours");
    assertFalse(onHost(this::deletes));
    LateActs.ours(path -> path.equals(lock.toString()));
    assertTrue(onHost(this::deletes));
    took(lock);
    assertFalse(onHost(this::deletes), "a thread of this JVM's holds it");
    LateActs.ours(
        path -> {
          throw new IllegalStateException("cannot be told");
        });
    LeaseHooks.deleted(lock);
    assertFalse(onHost(this::deletes));
    assertEquals(1, Faults.suppressed);
    Faults.suppressed = 0;
  }

  /** Another thread may have taken a stale lock over by a rename, which is no hold. */
  @Test
  void aFileOfOursThatNoThreadHoldsStaysTheFirstTime() throws Exception {
    LeaseHooks.forget(fenced());
    LateActs.ours(path -> true);
    assertFalse(onHost(this::deletes));
    assertTrue(onHost(this::deletes));
  }

  /** Of an actor's worker, which the one who lost the lock has started, and which serves all. */
  @Test
  void workThatWasHandedOverGivesTheLockOfAThreadOfThisJvmBack() throws Exception {
    hostTakes();
    FutureTask<Boolean> release = handedOver(this::deletes);
    FutureTask<Object> aside = handedOver(this::movesHere);
    hostLoses(true);
    took(lock);
    assertInstanceOf(LeaseRecord.class, elsewhere(() -> run(aside)));
    assertTrue(elsewhere(() -> run(release)));
  }

  @Test
  void whatNobodyLivingHasMayBeMovedAway() throws Exception {
    LeaseHooks.forget(fenced());
    Files.writeString(lock, "a dead process's");
    LateActs.living(path -> true);
    assertEquals(TOLD, refusal(moves()));
    LateActs.living(path -> false);
    assertNull(moves());
  }

  @Test
  void aWriteThatComesLateMakesNoLockFileAnew() throws Exception {
    LeaseRecord lease = fenced();
    assertNull(renews(), "it holds it still, though somebody has removed the file");
    LeaseHooks.forget(lease);
    assertNotNull(renews());
    Ticks.advance(LATE + 1);
    assertNotNull(renews(), "it is no exclusive creation");
    assertNull(LeaseHooks.creatingWith(lock, WRITTEN), "another thread may");
    assertNull(onHost(() -> LeaseHooks.creatingWith(transcript, WRITTEN)), "it is no lock file");
    Files.writeString(lock, "another's");
    assertNull(renews(), "it is not made by that");
    Files.delete(lock);
    onHost(() -> took(lock));
    assertNull(renews(), "it has taken it anew");
  }

  /** It holds the lock, and a remedy has come so far as to fence it. */
  private LeaseRecord fenced() throws Exception {
    ThreadRecord host = hostTakes();
    LeaseRecord lease = requireNonNull(LeaseHooks.heldNow(lock.toString()));
    host.fence(new Fence(host.task(), List.of(lease), Ticks.now() + LATE, TOLD));
    return lease;
  }

  private boolean deletes() {
    return !LeaseHooks.absorbDelete(lock);
  }

  private @Nullable Object moves() throws Exception {
    return onHost(this::movesHere);
  }

  private @Nullable Object movesHere() {
    return LeaseHooks.moving(lock, folder.resolve("aside"), new Object[0]);
  }

  private @Nullable IOException renews() throws Exception {
    return onHost(() -> LeaseHooks.creatingWith(lock, WRITTEN));
  }

  private static String refusal(@Nullable Object kept) {
    return requireNonNull(
        requireNonNull(assertInstanceOf(KeptFile.class, kept).refusal()).getMessage());
  }
}
