package dev.unjam.engine;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.engine.LockFileLook.Whose;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.lease.FileSight;
import dev.unjam.engine.lease.LockNote;
import java.nio.file.Path;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which lock files are their holders' still, by what is seen of them. */
@Timeout(60)
class LeaseNotesTest extends LeaseLooks {
  @Test
  void whatIsHeldIsLookedAtOnceASecond() {
    tickUntilKnown(taken("/there/a.lock"));
    LeaseRecord next = taken("/there/b.lock");
    looksAgain("/there/b.lock", 0);
    assertTrue(asked.equals(Set.of("/there/b.lock")), asked::toString);
    Awaitility.await().until(() -> next.identity() != null);
    looksAgain("/there/b.lock", 1_000);
    Awaitility.await().until(() -> asked.contains("/there/a.lock"));
  }

  @Test
  void whatSomebodyElseDeletedIsForgotten() {
    LeaseRecord lease = taken("/there/a.lock");
    LeaseRecord stays = taken("/there/b.lock");
    tickUntilKnown(lease);
    deleted.add("/there/a.lock");
    tickUntil(lease::isReleased);
    assertEquals("deleted", lease.lost());
    assertTrue(LeaseHooks.held().contains(stays));
    assertTrue(!LeaseHooks.held().contains(lease));
  }

  @Test
  void whatIsNotThereForAMomentIsHeldYet() {
    LeaseRecord lease = taken("/there/a.lock");
    tickUntilKnown(lease);
    for (int i = 0; i < 5; i++) {
      deleted.add("/there/a.lock");
      looksAgain("/there/a.lock", 1_000);
      looksAgain("/there/a.lock", 999);
      deleted.clear();
      looksAgain("/there/a.lock", 1);
    }
    assertTrue(LeaseHooks.held().contains(lease));
    deleted.add("/there/a.lock");
    looksAgain("/there/a.lock", 1_000);
    looksAgain("/there/a.lock", 1_000);
    Awaitility.await().until(lease::isReleased);
  }

  @ParameterizedTest
  @EnumSource(
      value = Whose.class,
      names = {"ANOTHERS", "NOBODYS"})
  void whatAnotherProcessHasMadeInItsPlaceIsForgotten(Whose names) {
    LeaseRecord lease = taken("/there/a.lock");
    tickUntilKnown(lease);
    writtenAt.put("/there/a.lock", 4_000L);
    whose.put("/there/a.lock", names);
    looksAgain("/there/a.lock", 1_000);
    looksAgain("/there/a.lock", 999);
    assertTrue(LeaseHooks.held().contains(lease), "its holder may just be writing it");
    looksAgain("/there/a.lock", 1);
    Awaitility.await().until(lease::isReleased);
    assertEquals("replaced", lease.lost());
  }

  @ParameterizedTest
  @EnumSource(
      value = Whose.class,
      names = {"OURS", "UNTOLD"})
  void whatAHeartbeatTouchesStaysItsHolders(Whose names) {
    LeaseRecord lease = taken("/there/a.lock");
    tickUntilKnown(lease);
    whose.put("/there/a.lock", names);
    for (int i = 1; i < 9; i++) {
      writtenAt.put("/there/a.lock", i * 4_000L);
      looksAgain("/there/a.lock", 1_000);
    }
    assertTrue(LeaseHooks.held().contains(lease));
  }

  @Test
  void whatWasMadeWhenItsHolderMadeItIsNoOtherWhateverIsWrittenToIt() {
    bornAt.put("/there/a.lock", 1L);
    LeaseRecord lease = taken("/there/a.lock");
    tickUntilKnown(lease);
    writtenAt.put("/there/a.lock", 9_000L);
    for (int i = 0; i < 5; i++) {
      looksAgain("/there/a.lock", 1_000);
    }
    assertTrue(LeaseHooks.held().contains(lease));
    bornAt.put("/there/a.lock", 8_999L);
    tickUntil(lease::isReleased);
  }

  /** Such as the child's that the holder has begun. */
  @Test
  void theVeryFileThatItsHolderMadeIsItsHoldersWhomeverItNames() {
    whose.put("/there/a.lock", Whose.ANOTHERS);
    LeaseRecord lease = taken("/there/a.lock");
    tickUntilKnown(lease);
    tickUntil(() -> notes.vouchesFor(lease, now));
    put("/there/a.lock", 9_000);
    tickUntil(lease::isReleased);
  }

  @Test
  void soItIsOnceItWasWrittenToIfItNamesOneOfOurProcesses() {
    bornAt.put("/there/a.lock", 1L);
    LeaseRecord lease = taken("/there/a.lock");
    tickUntilKnown(lease);
    whose.put("/there/a.lock", Whose.CHILDS);
    writtenAt.put("/there/a.lock", 5_000L);
    tickUntil(() -> notes.vouchesFor(lease, now));
    put("/there/a.lock", 9_000);
    tickUntil(lease::isReleased);
  }

  /** It took the lock over without making another file. */
  @Test
  void whatAnotherProcessHasWrittenOverIsThatOnes() {
    bornAt.put("/there/a.lock", 1L);
    LeaseRecord lease = taken("/there/a.lock");
    tickUntilKnown(lease);
    whose.put("/there/a.lock", Whose.ANOTHERS);
    writtenAt.put("/there/a.lock", 5_000L);
    tickUntil(
        () -> {
          assertFalse(notes.vouchesFor(lease, now));
          return lease.isReleased();
        });
  }

  @Test
  void whatItsHolderPutsInItsPlaceIsNotedAnew() {
    LeaseRecord lease = taken("/there/a.lock");
    for (long i = 1; i < 6; i++) {
      tickUntilKnown(lease);
      put("/there/a.lock", i * 9_000);
      HostThread.await(host.run(() -> LeaseHooks.replaced("/there/a.lock")));
      Object before = lease.identity();
      tickUntil(() -> lease.identity() != before);
      looksAgain("/there/a.lock", 1_000);
      looksAgain("/there/a.lock", 1_000);
    }
    assertTrue(LeaseHooks.held().contains(lease));
  }

  /** It may have taken a stale lock over, for itself. */
  @Test
  void whatAnotherThreadPutsInItsPlaceIsNot() {
    LeaseRecord lease = taken("/there/a.lock");
    tickUntilKnown(lease);
    put("/there/a.lock", 9_000);
    try (HostThread other = HostThread.single("other")) {
      HostThread.await(other.run(() -> LeaseHooks.replaced("/there/a.lock")));
    }
    tickUntil(lease::isReleased);
  }

  private void put(String file, long at) {
    writtenAt.put(file, at);
    bornAt.put(file, at - 1);
  }

  /** Another process may have broken it before that was first looked at. */
  @Test
  void whatWasFirstSeenTooLateToBeKnownIsWhoseItSays() {
    LeaseRecord lease = taken("/there/a.lock");
    writtenAt.put("/there/a.lock", 9_000L);
    bornAt.put("/there/a.lock", 8_999L);
    FileSight seen = requireNonNull(look(Path.of("/there/a.lock")));
    lease.identity(new LockNote(seen, seen.changed(), false));
    whose.put("/there/a.lock", Whose.ANOTHERS);
    tickUntil(
        () -> {
          notes.vouchesFor(lease, now);
          return lease.isReleased();
        });
  }

  @Test
  void beforeAThreadIsActedOnItsFileIsLookedAtOnceMore() {
    LeaseRecord lease = taken("/there/a.lock");
    tickUntilKnown(lease);
    whose.put("/there/a.lock", Whose.OURS);
    looksAgain("/there/a.lock", 1_000);
    assertFalse(notes.vouchesFor(lease, now), "that look was before it was asked");
    Awaitility.await()
        .until(
            () -> {
              now += 1;
              notes.tick(LeaseHooks.held(), now);
              return notes.vouchesFor(lease, now);
            });
  }

  @Test
  void whoIsNotItsHolderAnyMoreIsNotActedOn() {
    LeaseRecord lease = taken("/there/a.lock");
    tickUntilKnown(lease);
    whose.put("/there/a.lock", Whose.OURS);
    writtenAt.put("/there/a.lock", 4_000L);
    looksAgain("/there/a.lock", 1_000);
    tick();
    whose.put("/there/a.lock", Whose.ANOTHERS);
    for (int i = 0; i < 5; i++) {
      looksAgain("/there/a.lock", 1_000);
    }
    assertTrue(LeaseHooks.held().contains(lease), "nobody has written to it, nor asked");
    Awaitility.await()
        .until(
            () -> {
              assertFalse(notes.vouchesFor(lease, now));
              tick();
              return lease.isReleased();
            });
    assertFalse(notes.vouchesFor(lease, now));
  }

  /** An incident may be over before that is known. */
  @Test
  void whoIsAskedForNoMoreIsLookedAtNoOftenerThanOthers() {
    LeaseRecord lease = taken("/there/a.lock");
    tickUntilKnown(lease);
    asked.clear();
    Awaitility.await()
        .until(
            () -> {
              notes.vouchesFor(lease, now);
              notes.tick(LeaseHooks.held(), now);
              return asked.contains("/there/a.lock");
            });
    // The looks of one tick are over before those of the next begin.
    isTaken("/there/b.lock");
    isTaken("/there/c.lock");
    asked.clear();
    isTaken("/there/d.lock");
    isTaken("/there/e.lock");
    assertEquals(Set.of("/there/d.lock", "/there/e.lock"), asked);
    looksAgain("/there/a.lock", 1_000);
  }

  private void isTaken(String file) {
    taken(file);
    Awaitility.await()
        .until(
            () -> {
              notes.tick(LeaseHooks.held(), now);
              return asked.contains(file);
            });
  }
}
