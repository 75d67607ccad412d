package dev.unjam.bridge;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseHooksTest extends Crew {
  private static final long GRACE = 5_000;
  private static final Path LOCK = Path.of("/sessions/a.jsonl.lock");

  @BeforeEach
  void names() {
    LeaseHooks.names(new LeaseNames(List.of("*.lock")));
  }

  @AfterEach
  void nothingIsHeldAfterwards() {
    LeaseHooks.held().forEach(LeaseHooks::forget);
    LeaseHooks.names(new LeaseNames(List.of()));
    while (Zombies.poll() != null) {
      assertTrue(true, "taken away");
    }
  }

  private static @Nullable LeaseRecord held(Path path) {
    return LeaseHooks.held().stream()
        .filter(l -> l.path().equals(path.toString()))
        .findFirst()
        .orElse(null);
  }

  private ThreadRecord hostCreates(Path path) throws Exception {
    return onHost(
        () -> {
          LeaseHooks.created(path);
          return Threads.mine();
        });
  }

  @Test
  void aCreatedLockFileIsAHoldOfItsThread() throws Exception {
    ThreadRecord host = hostCreates(LOCK);
    LeaseRecord lease = requireNonNull(held(LOCK));
    assertSame(host, lease.owner());
    assertSame(lease, host.lockAt(0));
    assertTrue(host.isHold(0));
  }

  @Test
  void anOrdinaryFileIsNone() throws Exception {
    onHost(
        () -> {
          LeaseHooks.created(Path.of("/sessions/a.jsonl"));
          LeaseHooks.exists(Path.of("/sessions/a.jsonl"));
          LeaseHooks.deleted(Path.of("/sessions/a.jsonl"));
          assertNull(Threads.mineIfAny());
          return null;
        });
  }

  @Test
  void aFileAndAPathOfTheSameNameAreTheSameLease() throws Exception {
    hostCreates(Path.of("sessions/../a.lock"));
    onHost(
        () -> {
          LeaseHooks.deleted(new File("a.lock"));
          assertEquals(0, Threads.mine().depth());
          return null;
        });
    assertNull(held(Path.of("a.lock").toAbsolutePath()));
  }

  @Test
  void aLeaseDeletedByAnotherThreadIsHeldNoLonger() throws Exception {
    ThreadRecord host = hostCreates(LOCK);
    LeaseHooks.deleted(LOCK);
    assertNull(held(LOCK));
    assertFalse(host.isHold(0));
    assertFalse(host.holdsAnything());
    hostCreates(Path.of("/sessions/b.lock"));
    assertEquals(1, host.depth(), "what others released is dropped with the next lease");
  }

  @Test
  void aLeaseThatIsMovedAwayIsReleasedAndHeldUnderItsNewName() throws Exception {
    Path other = Path.of("/sessions/b.lock");
    ThreadRecord host = hostCreates(LOCK);
    onHost(
        () -> {
          LeaseHooks.moved(LeaseHooks.leaving(LOCK), other, new Object[0], null);
          return null;
        });
    assertNull(held(LOCK));
    assertSame(host, requireNonNull(held(other)).owner());
    assertEquals(1, host.depth());
  }

  @Test
  void aTemporaryFileMovedIntoPlaceIsALease() throws Exception {
    onHost(
        () -> {
          LeaseHooks.moved(null, LOCK, new Object[0], null);
          return null;
        });
    assertNotNull(held(LOCK));
  }

  @Test
  void aLeaseCreatedOverAnotherReplacesIt() throws Exception {
    ThreadRecord host = hostCreates(LOCK);
    LeaseHooks.created(LOCK);
    assertFalse(host.holdsAnything());
    assertSame(Threads.mine(), requireNonNull(held(LOCK)).owner());
    LeaseHooks.deleted(LOCK);
  }

  @Test
  void onlyAChannelOpenedWithCreateNewMakesALease() throws Exception {
    onHost(
        () -> {
          LeaseHooks.opened(LOCK, Set.of(StandardOpenOption.CREATE), null);
          LeaseHooks.opened(
              LOCK,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.DELETE_ON_CLOSE),
              null);
          LeaseHooks.opened(LOCK, Set.of(StandardOpenOption.CREATE_NEW), new IOException("full"));
          assertNull(held(LOCK));
          LeaseHooks.opened(LOCK, Set.of(StandardOpenOption.CREATE_NEW), null);
          assertNotNull(held(LOCK));
          return null;
        });
  }

  @Test
  void aCopyMakesALeaseUnlessItMayReplace() throws Exception {
    onHost(
        () -> {
          LeaseHooks.copied(LOCK, new CopyOption[] {StandardCopyOption.REPLACE_EXISTING}, null);
          assertNull(held(LOCK));
          LeaseHooks.copied(LOCK, new CopyOption[0], null);
          assertNotNull(held(LOCK));
          return null;
        });
  }

  @Test
  void whoeverFindsTheFileThereWaitsForItFromTheFirstTry() throws Exception {
    onHost(
        () -> {
          LeaseHooks.made(LOCK, new FileAlreadyExistsException(LOCK.toString()));
          ThreadRecord r = Threads.mine();
          long first = r.wantedSince();
          assertEquals(LOCK.toString(), r.wanted());
          Ticks.advance(9_000);
          LeaseHooks.exists(LOCK);
          assertEquals(first, r.wantedSince());
          assertEquals(first + 9_000, r.wantedAt());
          Ticks.advance(10_001);
          LeaseHooks.exists(LOCK);
          assertEquals(first + 19_001, r.wantedSince(), "it had given up in between");
          LeaseHooks.created(LOCK);
          assertNull(r.wanted());
          return null;
        });
  }

  private static void fence(ThreadRecord host) {
    LeaseRecord lease = requireNonNull(held(LOCK));
    lease.lostTo("inc-1");
    host.fence(new Fence(host.task(), List.of(lease), Ticks.now() + GRACE, "taken from you"));
    LeaseHooks.forget(lease);
  }

  @Test
  void theLateDeleteOfAFencedHolderIsAbsorbedAndTold() throws Exception {
    ThreadRecord host = hostCreates(LOCK);
    fence(host);
    LeaseHooks.created(LOCK);
    assertTrue(onHost(() -> LeaseHooks.absorbDelete(LOCK)));
    Zombies.Attempt told = requireNonNull(Zombies.poll());
    assertEquals("delete", told.act());
    assertEquals("inc-1", told.incident());
    assertSame(Threads.mine(), requireNonNull(held(LOCK)).owner(), "it is somebody else's by now");
    LeaseHooks.deleted(LOCK);
  }

  @Test
  void aFencedHolderMayDeleteEverythingElse() throws Exception {
    ThreadRecord host = hostCreates(LOCK);
    fence(host);
    assertFalse(onHost(() -> LeaseHooks.absorbDelete(Path.of("/sessions/b.lock"))));
    assertFalse(onHost(() -> LeaseHooks.absorbDelete(Path.of("/sessions/a.jsonl"))));
    assertFalse(LeaseHooks.absorbDelete(LOCK), "another thread is not fenced");
  }

  @Test
  void aFencedHolderIsRefusedTheSameLeaseForSomeTimeAndTold() throws Exception {
    ThreadRecord host = hostCreates(LOCK);
    fence(host);
    assertNull(onHost(() -> LeaseHooks.creating(Path.of("/sessions/b.lock"))));
    QuotaExceededException refused = requireNonNull(onHost(() -> LeaseHooks.creating(LOCK)));
    assertEquals("taken from you", refused.getMessage());
    Zombies.Attempt told = requireNonNull(Zombies.poll());
    assertEquals("acquire", told.act());
    assertEquals("inc-1", told.incident());
    assertNotNull(onHost(() -> LeaseHooks.creating(LOCK)), "it is at the same still");
    Ticks.advance(GRACE + 1);
    assertNull(onHost(() -> LeaseHooks.creating(LOCK)), "an exclusive creation harms nobody");
  }

  @Test
  void aFenceEndsWithTheTaskThatItWasSetFor() throws Exception {
    ThreadRecord host = hostCreates(LOCK);
    fence(host);
    host.taskBoundary();
    assertNull(onHost(() -> LeaseHooks.creating(LOCK)));
    assertFalse(onHost(() -> LeaseHooks.absorbDelete(LOCK)));
  }

  @Test
  void aLeaseTakenAnewByTheFormerHolderIsItsOwnToDelete() throws Exception {
    ThreadRecord host = hostCreates(LOCK);
    fence(host);
    hostCreates(LOCK);
    assertFalse(onHost(() -> LeaseHooks.absorbDelete(LOCK)));
  }

  @Test
  void aFileThatItsHolderPutsInItsPlaceRenewsIt() throws Exception {
    ThreadRecord host = hostCreates(LOCK);
    LeaseRecord lease = requireNonNull(held(LOCK));
    onHost(() -> replaced(LOCK));
    assertEquals(1, lease.renewals());
    elsewhere(() -> replaced(LOCK));
    assertEquals(1, lease.renewals(), "it may have taken it over");
    assertEquals(false, onHost(() -> host.loop));
    onHost(() -> host.loop = true);
    onHost(() -> replaced(LOCK));
    assertEquals(1, lease.renewals(), "so may another turn of an event loop");
    onHost(() -> host.loop = false);
    host.taskBoundary();
    onHost(() -> replaced(LOCK));
    assertEquals(1, lease.renewals(), "so may the thread's next task");
    assertSame(lease, held(LOCK));
  }

  private static boolean replaced(Path lock) {
    LeaseHooks.replaced(lock);
    return true;
  }

  @Test
  void theAgentsOwnThreadsHoldNoLease() throws Exception {
    onHost(
        () -> {
          Threads.exemptCurrent();
          LeaseHooks.created(LOCK);
          LeaseHooks.exists(LOCK);
          return null;
        });
    assertNull(held(LOCK));
  }
}
