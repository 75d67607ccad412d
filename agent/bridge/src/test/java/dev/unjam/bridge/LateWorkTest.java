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
    hostTakes();
    FutureTask<Boolean> release = handedOver(() -> calls() && deletes());
    FutureTask<Boolean> again = handedOver(this::deletes);
    Thread first = begins(release);
    hostLoses(true);
    Ticks.advance(1);
    took(lock);
    goesOn.countDown();
    assertFalse(within(release));
    first.join();
    assertEquals("delete", requireNonNull(Zombies.poll()).act());
    assertTrue(elsewhere(() -> run(again)), "it may be the next one's that it gives back by now");
  }

  @Test
  void soIsAReleaseByAMove() throws Exception {
    hostTakes();
    FutureTask<Object> release = handedOver(() -> calls() ? moves() : "nothing was asked");
    Thread first = begins(release);
    hostLoses(true);
    Ticks.advance(1);
    took(lock);
    goesOn.countDown();
    assertInstanceOf(KeptFile.class, within(release));
    first.join();
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

  /** It serves all turns, and gives back for the one whose call it has just made. */
  @Test
  void aThreadThatHasAskedSinceTheNextTurnHasTheLockGivesThatBack() throws Exception {
    assertTrue(within(ofThread(() -> CallHooks.begin("test", "POST", "model:443") == null)));
  }

  @Test
  void oneThatHasNotIsAtItsFirstTurnStill() throws Exception {
    assertFalse(within(ofThread(() -> true)));
  }

  /** Of a thread that a holder starts, and that does this before it deletes the next one's lock. */
  private FutureTask<Boolean> ofThread(Callable<Boolean> next) throws Exception {
    hostTakes();
    FutureTask<Boolean> release = new FutureTask<>(() -> calls() && next.call() && deletes());
    Thread worker = new Thread(release, "worker");
    onHost(
        () -> {
          FlowHooks.handsOver(worker);
          start(worker);
          return called.await(20, TimeUnit.SECONDS);
        });
    hostLoses(true);
    Ticks.advance(1);
    took(lock);
    goesOn.countDown();
    return release;
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
