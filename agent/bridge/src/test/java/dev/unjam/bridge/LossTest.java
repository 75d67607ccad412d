package dev.unjam.bridge;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is kept from a former holder outside a pool, and until when. */
@Timeout(60)
class LossTest extends FencedCrew {
  private static final StandardCopyOption[] ATOMICALLY = {StandardCopyOption.ATOMIC_MOVE};
  private static final StandardCopyOption[] REPLACING = {StandardCopyOption.REPLACE_EXISTING};

  private Path session(String name) {
    return transcript.resolveSibling(name + ".jsonl.lock");
  }

  private boolean hostDeletes(Path file) throws Exception {
    return onHost(
        () -> {
          boolean absorbed = LeaseHooks.absorbDelete(file);
          if (!absorbed) {
            LeaseHooks.deleted(file);
          }
          return !absorbed;
        });
  }

  /** The host takes these lock files and loses them all by force, stuck in one turn. */
  private ThreadRecord losesAll(Path... files) throws Exception {
    return onHost(
        () -> {
          ThreadRecord r = Threads.mine();
          List<Object> taken = new ArrayList<>();
          for (Path file : files) {
            LeaseHooks.created(file);
            LeaseRecord lease = requireNonNull(LeaseHooks.heldNow(file.toString()));
            lease.lostIn(new Throwable().getStackTrace(), LATE);
            taken.add(lease);
            r.fence(new Fence(r.task(), taken, Long.MAX_VALUE, TOLD));
            LeaseHooks.forget(lease);
          }
          return r;
        });
  }

  /** The host loses the session's lock, and is kept from its transcript. */
  private ThreadRecord loses() throws Exception {
    return onHost(
        () -> {
          ThreadRecord r = took(lock);
          LeaseRecord lease = requireNonNull(LeaseHooks.heldNow(lock.toString()));
          lease.lostIn(new Throwable().getStackTrace(), LATE);
          r.fence(new Fence(r.task(), List.of(lease), Long.MAX_VALUE, TOLD));
          String path = transcript.toString();
          WriteFences.up(
              new WriteFence(lease, r.lastSeq(), false, path, path, TOLD, INCIDENT, LATE));
          LeaseHooks.forget(lease);
          return r;
        });
  }

  private static void awaitIdle(ThreadRecord host) {
    while (host.thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void oneLateReleaseLeavesTheOtherLocksOfItsNextHolders() throws Exception {
    Path a = session("a");
    Path b = session("b");
    Path c = session("c");
    losesAll(a, b, c);
    LeaseHooks.created(b);
    LeaseRecord next = requireNonNull(LeaseHooks.heldNow(b.toString()));
    assertEquals(false, hostDeletes(a));
    assertEquals(false, hostDeletes(b));
    assertEquals(false, hostDeletes(b), "closed twice");
    assertEquals(false, hostDeletes(c));
    assertSame(next, LeaseHooks.heldNow(b.toString()));
    assertEquals(false, next.isReleased());
  }

  @Test
  void neitherDoesARefusedAcquire() throws Exception {
    Path a = session("a");
    Path b = session("b");
    losesAll(a, b);
    LeaseHooks.created(b);
    assertNotNull(onHost(() -> LeaseHooks.creating(a)));
    assertEquals(false, hostDeletes(b));
    assertEquals(false, hostDeletes(a), "what it has lost is not its own to delete");
  }

  @Test
  void aSecondLateReleaseGoesThroughOnlyWhereNobodyHasTheLock() throws Exception {
    losesAll(lock);
    assertEquals(false, hostDeletes(lock));
    took(lock);
    assertEquals(false, hostDeletes(lock));
    LeaseHooks.deleted(lock);
    assertEquals(true, hostDeletes(lock));
  }

  /** Given back where the call failed, and once more where the turn ends. */
  @Test
  void aTurnLastsAsLongAsTheMethodThatTookTheLock() throws Exception {
    assertEquals(
        true,
        onHost(
            () -> {
              LeaseHooks.created(lock);
              boolean absorbed = failsWithin();
              elsewhere(LossTest::pruned);
              Ticks.advance(100 * LATE);
              elsewhere(() -> took(lock));
              return absorbed && LeaseHooks.absorbDelete(lock);
            }));
    assertNotNull(LeaseHooks.heldNow(lock.toString()));
  }

  private boolean failsWithin() {
    ThreadRecord r = Threads.mine();
    LeaseRecord lease = requireNonNull(LeaseHooks.heldNow(lock.toString()));
    lease.lostIn(new Throwable().getStackTrace(), LATE);
    r.fence(new Fence(r.task(), List.of(lease), Long.MAX_VALUE, TOLD));
    LeaseHooks.forget(lease);
    return LeaseHooks.absorbDelete(lock);
  }

  /** Whether it has given it back or not: exclusive creation harms no next holder. */
  @Test
  void aTaskOfAPoolThatIsALoopMayTakeItAnewSomeTimeAfterItLostIt() throws Exception {
    loses().taskBoundary();
    ThreadRecord host = loses();
    Fence fence = requireNonNull(host.fence());
    host.fence(new Fence(host.task(), fence.taken(), Ticks.now() + LATE, TOLD));
    assertNotNull(onHost(() -> LeaseHooks.creating(lock)));
    Ticks.advance(LATE + 1);
    assertNotNull(onHost(this::write), "a task of a pool lasts until that says so");
    assertNull(onHost(() -> LeaseHooks.creating(lock)), "it never gave it back");
    onHost(() -> took(lock));
    assertNull(onHost(this::write));
    assertEquals(true, hostDeletes(lock), "its own");
  }

  @Test
  void whoNeverHadItMayDeleteItAndWhoTookItAnewAsWell() throws Exception {
    losesAll(lock);
    took(lock);
    assertEquals(false, LeaseHooks.absorbDelete(lock));
    LeaseHooks.deleted(lock);
    assertNull(LeaseHooks.heldNow(lock.toString()));
    onHost(() -> took(lock));
    assertEquals(true, hostDeletes(lock));
    assertNull(LeaseHooks.heldNow(lock.toString()));
  }

  @Test
  void aTaskOfAPoolIsKeptFromTheNextHoldersThroughout() throws Exception {
    losesAll(session("b")).taskBoundary();
    losesAll(lock);
    assertNotNull(onHost(() -> LeaseHooks.creating(lock)));
    assertNotNull(onHost(() -> LeaseHooks.creating(lock)), "it is known not to have ended");
    assertEquals(false, hostDeletes(lock));
    took(lock);
    assertEquals(false, hostDeletes(lock));
    assertEquals(true, hostDeletes(session("b")), "a former task's");
  }

  @Test
  void whoHasTakenItOverByReplacingItHasIt() throws Exception {
    loses();
    Path temporary = folder.resolve("made");
    moves(temporary, new IllegalStateException("disk full"));
    assertNotNull(onHost(this::write), "it has not");
    moves(temporary, null);
    assertNull(onHost(this::write));
    assertEquals(true, hostDeletes(lock), "its own");
  }

  private void moves(Path from, @Nullable Throwable thrown) throws Exception {
    onHost(
        () -> {
          LeaseHooks.moved(LeaseHooks.leaving(from), lock, ATOMICALLY, thrown);
          return true;
        });
  }

  @Test
  void byACopyAsWell() throws Exception {
    loses();
    onHost(
        () -> {
          LeaseHooks.copied(lock, REPLACING, null);
          return true;
        });
    assertNull(onHost(this::write));
    assertNull(LeaseHooks.heldNow(lock.toString()), "perhaps no lock was meant: no hold");
  }

  @Test
  void overALockThatAnotherThreadHasItHasNot() throws Exception {
    loses();
    took(lock);
    moves(folder.resolve("made"), null);
    assertNotNull(onHost(this::write));
  }

  @Test
  void someTimeAfterItWasSeenOutsideItsTurnItIsAtAnotherOne() throws Exception {
    ThreadRecord host = loses();
    assertEquals(false, hostDeletes(lock));
    Ticks.advance(100 * LATE);
    assertNotNull(onHost(this::write), "nobody has seen it since");
    awaitIdle(host);
    Threads.prune();
    assertNotNull(onHost(this::write), "what follows at once is the old turn's");
    Ticks.advance(LATE + 1);
    assertNull(onHost(this::write));
    took(lock);
    assertEquals(true, hostDeletes(lock), "as anybody else might");
  }

  @Test
  void whoHasNotTriedItsLateReleaseIsStillAtItsTurn() throws Exception {
    ThreadRecord host = loses();
    awaitIdle(host);
    Threads.prune();
    Ticks.advance(100 * LATE);
    assertNotNull(onHost(this::write));
  }

  @Test
  void whoGoesOnInTheSameMethodIsAsWell() throws Exception {
    ThreadRecord host = loses();
    assertEquals(
        true,
        onHost(
            () -> {
              boolean absorbed = LeaseHooks.absorbDelete(lock);
              boolean pruned = elsewhere(LossTest::pruned);
              Ticks.advance(100 * LATE);
              boolean bound = WriteHooks.replacing(transcript) != null;
              return absorbed && pruned && bound;
            }));
    awaitIdle(host);
    Threads.prune();
    Ticks.advance(LATE + 1);
    assertNull(onHost(this::write), "its stack tells once it has left that");
  }

  private static boolean pruned() {
    Threads.prune();
    return true;
  }

  @Test
  void whoHasLostItAgainMeanwhileIsBoundAnew() throws Exception {
    ThreadRecord host = loses();
    assertEquals(false, hostDeletes(lock));
    awaitIdle(host);
    Threads.prune();
    loses();
    Ticks.advance(LATE + 1);
    assertNotNull(onHost(this::write));
    assertEquals(false, hostDeletes(lock));
  }

  @Test
  void aFenceThatBindsNobodyDrivesNoneOut() throws Exception {
    for (int i = 0; i < WriteFences.MOST; i++) {
      WriteFences.up(of(session("s" + i), false));
    }
    assertNull(WriteFences.up(of(session("one-more"), true)));
    assertNotNull(onHost(() -> WriteHooks.replacing(transcript.resolveSibling("s0.jsonl"))));
  }

  private WriteFence of(Path file, boolean orphan) throws Exception {
    ThreadRecord host = onHost(() -> took(file));
    LeaseRecord lease = requireNonNull(LeaseHooks.heldNow(file.toString()));
    String path = file.toString().replace(".lock", "");
    WriteFence fence =
        new WriteFence(lease, host.lastSeq(), orphan, path, path, TOLD, INCIDENT, LATE);
    LeaseHooks.forget(lease);
    return fence;
  }
}
