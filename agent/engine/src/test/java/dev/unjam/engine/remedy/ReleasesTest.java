package dev.unjam.engine.remedy;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Fence;
import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.WriteFence;
import dev.unjam.bridge.WriteFences;
import dev.unjam.bridge.Zombies;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import dev.unjam.engine.lease.LockFileRemover;
import dev.unjam.engine.lease.RecoveryEntry;
import dev.unjam.engine.lease.RemoveOutcome;
import dev.unjam.engine.lease.TranscriptForm;
import dev.unjam.engine.lease.TranscriptOutcome;
import dev.unjam.engine.lease.TranscriptWriter;
import dev.unjam.engine.track.Synchronizers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What may change while an entry is on its way to the transcript. */
@Timeout(60)
@ExtendWith(LockFilesAreLeases.class)
class ReleasesTest {
  @TempDir Path folder;
  private final HostThread holder = HostThread.single("holder");
  private final TranscriptWriter writer = new TranscriptWriter(TranscriptForm.GENERIC);
  private final Releases releases =
      new Releases(
          new ReleaseKinds(Synchronizers.open()),
          new LockFileRemover(),
          writer,
          new OwedEntries(writer, () -> true),
          new HooksInPlace(),
          1_000);
  private final AtomicBoolean awaited = new AtomicBoolean(true);
  private final List<LeaseRecord> dropped = new ArrayList<>();
  private final List<Boolean> heldWhenTold = new ArrayList<>();

  @AfterEach
  void off() {
    holder.close();
  }

  @Test
  void aHoldThatLastsAndThatSomebodyWaitsForIsReleased() throws Exception {
    Path lock = taken();
    assertInstanceOf(Attempt.Done.class, release(() -> {}));
    assertFalse(Files.exists(lock));
  }

  @Test
  void whoIsLeftBehindMeanwhileRemovesNothing() throws Exception {
    Path lock = taken();
    Attempt.Failed failed =
        assertInstanceOf(Attempt.Failed.class, release(() -> awaited.set(false)));
    assertTrue(Files.exists(lock));
    assertTrue(failed.why().matches("lock file not removed: [^\\[=]+"), "no words: " + failed);
  }

  @Test
  void aHoldThatHasEndedMeanwhileIsLeftToWhoeverHasTheFileNow() throws Exception {
    Path lock = taken();
    LeaseRecord lease = LeaseHooks.held().iterator().next();
    assertInstanceOf(
        Attempt.Failed.class,
        release(() -> HostThread.await(holder.run(() -> LeaseHooks.deleted(lock)))));
    assertTrue(lease.isReleased());
    assertTrue(Files.exists(lock), "the hook alone said that it was deleted");
  }

  @Test
  void whereAllFencesAreTakenDownMeanwhileNothingIsRemoved() throws Exception {
    Path lock = taken();
    Attempt.Failed failed = assertInstanceOf(Attempt.Failed.class, release(WriteFences::lift));
    assertEquals(
        "lock file not removed: its holder is no longer kept from writing to the transcript",
        failed.why());
    assertTrue(Files.exists(lock));
  }

  @Test
  void aFenceThatGoesWithTheThreadThatItBoundIsNoReasonToStop() throws Exception {
    Path lock = taken();
    Thread thread = LeaseHooks.held().iterator().next().owner().thread;
    Attempt attempt =
        release(
            () -> {
              holder.close();
              Awaitility.await().until(() -> !thread.isAlive());
              WriteFences.lift();
            });
    assertInstanceOf(Attempt.Done.class, attempt);
    assertFalse(Files.exists(lock));
  }

  @Test
  void fromWhomNothingWasTakenNothingIsKept() throws Exception {
    Path lock = taken();
    ThreadRecord owner = LeaseHooks.held().iterator().next().owner();
    assertInstanceOf(Attempt.Failed.class, release(() -> awaited.set(false)));
    assertNull(owner.fence());
    awaited.set(true);
    assertInstanceOf(Attempt.Done.class, release(() -> {}));
    assertNotNull(owner.fence());
    assertFalse(Files.exists(lock));
  }

  @Test
  void whoseHoldEndedByItsOwnDoingIsFencedNoMore() throws Exception {
    Path lock = taken();
    ThreadRecord owner = LeaseHooks.held().iterator().next().owner();
    release(() -> HostThread.await(holder.run(() -> LeaseHooks.deleted(lock))));
    assertNull(owner.fence());
  }

  /** A heartbeat that empties it and writes it again. */
  @Test
  void aFileThatIsJustBeingWrittenAnewIsLookedAtAgain() throws Exception {
    Path lock = taken();
    String content = Files.readString(lock);
    Files.writeString(lock, "");
    Thread remedy = Thread.currentThread();
    Thread heartbeat =
        new Thread(
            () -> {
              Awaitility.await()
                  .pollDelay(Duration.ZERO)
                  .pollInterval(Duration.ofMillis(1))
                  .until(() -> remedy.getState() == Thread.State.TIMED_WAITING);
              assertDoesNotThrow(() -> Files.writeString(lock, content));
            });
    heartbeat.start();
    assertInstanceOf(Attempt.Done.class, release(() -> {}));
    heartbeat.join();
    assertFalse(Files.exists(lock));
  }

  @Test
  void whoIsLeftBehindAlreadyBeginsNothing() throws Exception {
    Path lock = taken();
    awaited.set(false);
    assertInstanceOf(Attempt.Busy.class, release(() -> {}));
    assertFalse(Files.exists(folder.resolve("a.jsonl")));
    assertTrue(Files.exists(lock));
  }

  @Test
  void whatAFormerHolderTriesLateIsToldUnderTheIncident() throws Exception {
    Path lock = taken();
    LeaseRecord lease = LeaseHooks.held().iterator().next();
    assertInstanceOf(Attempt.Done.class, release(() -> {}));
    assertEquals("i-1", lease.incident());
    assertTrue(HostThread.await(holder.call(() -> LeaseHooks.absorbDelete(lock))));
    assertEquals("i-1", requireNonNull(Zombies.poll()).incident());
  }

  /** A log's disk may keep whoever writes to it for long. */
  @Test
  void whatIsTakenIsOffTheBooksBeforeItIsTold() throws Exception {
    Path lock = taken();
    assertInstanceOf(Attempt.Done.class, release(() -> {}));
    assertEquals(List.of(false), heldWhenTold);
    taken();
    assertInstanceOf(Attempt.Failed.class, release(() -> awaited.set(false)));
    assertEquals(List.of(false, true), heldWhenTold, "what was not taken is its holder's still");
    assertTrue(Files.exists(lock));
  }

  @Test
  void theOldestOfTooManyLossesGoesAndIsTold() throws Exception {
    List<LeaseRecord> before = losses();
    Path lock = taken();
    assertInstanceOf(Attempt.Done.class, release(() -> {}));
    assertEquals(List.of(before.get(0)), dropped);
    assertTrue(HostThread.await(holder.call(() -> LeaseHooks.absorbDelete(lock))));
    Path second = Path.of(before.get(1).path());
    assertTrue(HostThread.await(holder.call(() -> LeaseHooks.absorbDelete(second))));
    Path first = Path.of(before.get(0).path());
    assertFalse(HostThread.await(holder.call(() -> LeaseHooks.absorbDelete(first))));
  }

  @Test
  void whereNothingIsTakenNoLossGoes() throws Exception {
    List<LeaseRecord> before = losses();
    taken();
    assertInstanceOf(Attempt.Failed.class, release(() -> awaited.set(false)));
    assertEquals(List.of(), dropped);
    Path first = Path.of(before.get(0).path());
    assertTrue(HostThread.await(holder.call(() -> LeaseHooks.absorbDelete(first))));
  }

  @Test
  void aReleaseThatFailsLeavesTheFenceOfAnotherLockThatWasTakenMeanwhile() throws Exception {
    Path lock = taken();
    Path other = folder.resolve("b.lock");
    Attempt first =
        release(
            () -> {
              takesAndLoses(other);
              awaited.set(false);
            });
    assertInstanceOf(Attempt.Failed.class, first);
    assertTrue(Files.exists(lock));
    assertFalse(Files.exists(other));
    assertTrue(HostThread.await(holder.call(() -> LeaseHooks.absorbDelete(other))));
    assertFalse(HostThread.await(holder.call(() -> LeaseHooks.absorbDelete(lock))));
  }

  private void takesAndLoses(Path other) {
    try {
      Files.writeString(other, "{\"pid\":" + ProcessHandle.current().pid() + "}");
      HostThread.await(holder.run(() -> LeaseHooks.created(other)));
      assertInstanceOf(Attempt.Done.class, release(() -> {}));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** As many as are kept. */
  private List<LeaseRecord> losses() {
    List<LeaseRecord> lost = new ArrayList<>();
    for (int i = 0; i < WriteFences.MOST; i++) {
      Path path = folder.resolve(i + ".lock");
      HostThread.await(holder.run(() -> LeaseHooks.created(path)));
      LeaseRecord lease = LeaseHooks.held().iterator().next();
      LeaseHooks.forget(lease);
      lost.add(lease);
    }
    ThreadRecord owner = lost.get(0).owner();
    owner.fence(new Fence(owner.task(), List.copyOf(lost), Long.MAX_VALUE, "taken"));
    return lost;
  }

  private Path taken() throws Exception {
    Path lock = folder.resolve("a.jsonl.lock");
    Files.writeString(lock, "{\"pid\":" + ProcessHandle.current().pid() + "}");
    HostThread.await(holder.run(() -> LeaseHooks.created(lock)));
    return lock;
  }

  private Attempt release(Runnable meanwhile) throws Exception {
    ThreadRecord owner = LeaseHooks.held().iterator().next().owner();
    Target target = new Target(owner.id, List.of(owner.lastSeq()), 0, null, "taken");
    RecoveryEntry entry = new RecoveryEntry("i-1", Instant.now(), "taken", Map.of());
    return releases.release(
        target, true, true, entry, new Meanwhile(meanwhile, dropped, heldWhenTold), awaited::get);
  }

  /** Does something once the entry is in the transcript. */
  private record Meanwhile(Runnable act, List<LeaseRecord> dropped, List<Boolean> heldWhenTold)
      implements ReleaseListener {
    @Override
    public void recovery(Path transcript, TranscriptOutcome outcome) {
      act.run();
    }

    @Override
    public void lockFile(String path, RemoveOutcome outcome) {
      heldWhenTold.add(LeaseHooks.isHeldHere(path));
    }

    @Override
    public void noLock(long record, long holdSeq) {}

    @Override
    public void released(long record, long holdSeq) {}

    @Override
    public void fenceGone(WriteFence fence) {}

    @Override
    public void lossGone(LeaseRecord lease) {
      dropped.add(lease);
    }
  }
}
