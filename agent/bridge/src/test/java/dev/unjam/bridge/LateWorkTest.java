package dev.unjam.bridge;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture.AsynchronousCompletionTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What work that a former holder handed over does to the lock of the next turn of this JVM. */
@Timeout(60)
class LateWorkTest extends FencedCrew {
  private final CountDownLatch called = new CountDownLatch(1);
  private final CountDownLatch goesOn = new CountDownLatch(1);

  @AfterEach
  void nobodyLooks() {
    LateActs.living(null);
    goesOn.countDown();
  }

  /** The call of one turn that was handed over to a pool, and that turn's release behind it. */
  @Test
  void theReleaseOfATurnWhoseCallIsOlderThanTheNextTurnIsAbsorbedOnce() throws Exception {
    List<Boolean> deleted = new ArrayList<>();
    AsyncTask<Boolean> release =
        new AsyncTask<>(() -> calls() && deleted.add(deletes()) && deleted.add(deletes()));
    losesWhileAt(release);
    assertTrue(within(release));
    assertEquals(List.of(false, true), deleted, "it may give the next one's back the second time");
    assertEquals("delete", requireNonNull(Zombies.poll()).act());
    assertNull(Zombies.poll());
  }

  @Test
  void soIsAReleaseByAMove() throws Exception {
    AsyncTask<@Nullable Object> release = new AsyncTask<>(() -> calls() ? moves() : null);
    losesWhileAt(release);
    assertInstanceOf(KeptFile.class, within(release));
  }

  @Test
  void whoHasAskedSinceTheNextTurnHasTheLockGivesThatBack() throws Exception {
    AsyncTask<Boolean> release = new AsyncTask<>(() -> calls() && asks() && deletes());
    losesWhileAt(release);
    assertTrue(within(release));
    assertNull(Zombies.poll());
  }

  /** What an executor runs may be a loop that serves all turns, and needs no call for the next. */
  @Test
  void whatAnExecutorRunsGivesTheNextTurnsLockBack() throws Exception {
    FutureTask<Boolean> release = new FutureTask<>(() -> calls() && deletes());
    losesWhileAt(release);
    assertTrue(within(release));
  }

  /** As what {@code supplyAsync} hands over. */
  private static final class AsyncTask<T> extends FutureTask<T>
      implements AsynchronousCompletionTask {
    AsyncTask(Callable<T> what) {
      super(what);
    }
  }

  /** Its holder loses the lock, and the next turn has it, while another thread is at its call. */
  private void losesWhileAt(FutureTask<?> work) throws Exception {
    hostTakes();
    onHost(
        () -> {
          FlowHooks.handsOver(work);
          return null;
        });
    Thread worker = begins(work);
    hostLoses(true);
    Ticks.advance(1);
    took(lock);
    goesOn.countDown();
    worker.join();
  }

  @Test
  void theReleaseInAStageOfItsFutureIsAbsorbedOnce() throws Exception {
    hostTakes();
    Object stage = new Stage();
    onHost(
        () -> {
          FlowHooks.made(stage, null);
          return null;
        });
    hostLoses(true);
    took(lock);
    assertFalse(elsewhere(() -> at(stage, this::deletes)));
    assertTrue(elsewhere(() -> at(stage, this::deletes)));
  }

  /** It never runs on for others, whoever has asked for what it is a stage of. */
  private static final class Stage implements AsynchronousCompletionTask {}

  private static <T> T at(Object work, Callable<T> what) throws Exception {
    Object entered = FlowHooks.begins(work);
    T result = what.call();
    FlowHooks.ends(work, entered, false);
    return result;
  }

  /** It has queued the next turn behind its own, in stages that it made under its lock. */
  @Test
  void soItIsNotOnceItsWorkHasTakenTheLockAnew() throws Exception {
    hostTakes();
    Object stage = new Stage();
    FutureTask<ThreadRecord> takes = handedOver(() -> took(lock));
    onHost(
        () -> {
          FlowHooks.made(stage, null);
          return null;
        });
    hostLoses(true);
    elsewhere(() -> run(takes));
    assertTrue(elsewhere(() -> at(stage, this::deletes)));
  }

  @Test
  void itsHeartbeatPutsNoLockFileWhereNoneIs() throws Exception {
    hostTakes();
    FutureTask<@Nullable IOException> early = handedOver(this::replaces);
    FutureTask<@Nullable IOException> late = handedOver(this::replaces);
    FutureTask<@Nullable IOException> takes = handedOver(() -> LeaseHooks.creating(lock));
    hostLoses(true);
    assertNotNull(elsewhere(() -> run(early)));
    assertNull(elsewhere(() -> run(takes)), "an exclusive creation takes the lock");
    Files.writeString(lock, "a dead process's");
    LateActs.living(path -> false);
    assertNull(elsewhere(() -> run(late)), "a stale lock may be taken over");
  }

  /** One timer renews the locks of all turns, and would end with an exception. */
  @Test
  void aHeartbeatRenewsTheLockOfTheNextTurn() throws Exception {
    hostTakes();
    FutureTask<@Nullable IOException> beat = handedOver(this::replaces);
    FutureTask<@Nullable IOException> before = handedOver(this::replaces);
    LeaseRecord lease = requireNonNull(LeaseHooks.heldNow(lock.toString()));
    String path = transcript.toString();
    WriteFences.up(
        new WriteFence(lease, lease.owner().lastSeq(), false, path, path, TOLD, INCIDENT, LATE));
    LateActs.living(there -> true);
    assertNotNull(elsewhere(() -> run(before)), "its file is just being taken");
    WriteFences.lift();
    hostLoses(true);
    took(lock);
    assertNull(elsewhere(() -> run(beat)));
  }

  /** Turns hop from thread to thread, so that a former holder's gives the next turn's lock back. */
  @Test
  void aFormerHoldersThreadWorksForTheNextOne() throws Exception {
    ThreadRecord host = hostTakes();
    LeaseRecord lost = requireNonNull(LeaseHooks.heldNow(lock.toString()));
    FutureTask<Boolean> release = new FutureTask<>(this::deletes);
    host.fence(new Fence(host.task(), List.of(lost), Ticks.now() + LATE, TOLD));
    LeaseHooks.forget(lost);
    CountDownLatch over = new CountDownLatch(1);
    FutureTask<Boolean> next =
        new FutureTask<>(
            () -> {
              took(lock);
              FlowHooks.handsOver(release);
              goesOn.countDown();
              return over.await(20, TimeUnit.SECONDS);
            });
    start(new Thread(next, "next"));
    assertTrue(goesOn.await(20, TimeUnit.SECONDS));
    assertFalse(onHost(this::deletes), "for itself it may not");
    assertTrue(onHost(() -> run(release)));
    over.countDown();
    assertTrue(within(next));
  }

  /** It once was at work that the next holder handed over under a lock that it has no more. */
  @Test
  void aFormerHoldersThreadWorksNotForWhomItOnceWorkedFor() throws Exception {
    ThreadRecord host = hostTakes();
    LeaseRecord lost = requireNonNull(LeaseHooks.heldNow(lock.toString()));
    FutureTask<Boolean> old = new FutureTask<>(this::deletes);
    host.fence(new Fence(host.task(), List.of(lost), Ticks.now() + LATE, TOLD));
    LeaseHooks.forget(lost);
    Path other = lock.resolveSibling("b.lock");
    took(other);
    FlowHooks.handsOver(old);
    LeaseHooks.deleted(other);
    took(lock);
    assertFalse(onHost(() -> run(old)));
  }

  /** Runs such work on a thread of its own, up to its call. */
  private Thread begins(FutureTask<?> work) throws Exception {
    Thread t =
        new Thread(
            () -> {
              Object entered = FlowHooks.begins(work);
              work.run();
              FlowHooks.ends(work, entered, true);
            },
            "worker");
    start(t);
    assertTrue(called.await(20, TimeUnit.SECONDS));
    return t;
  }

  /** Asks for something, and goes on when it is told to. */
  private boolean calls() throws Exception {
    assertInstanceOf(CallRecord.class, CallHooks.begin("test", "POST", "provider.example:443"));
    called.countDown();
    return goesOn.await(20, TimeUnit.SECONDS);
  }

  /** For whom, nobody knows. */
  private static boolean asks() {
    return CallHooks.begin("test", "POST", "provider.example:443") == null;
  }

  private boolean deletes() {
    return !LeaseHooks.absorbDelete(lock);
  }

  private @Nullable Object moves() {
    return LeaseHooks.moving(lock, folder.resolve("aside"), new Object[0]);
  }

  private @Nullable IOException replaces() {
    return LeaseHooks.replacing(lock);
  }
}
