package dev.unjam.bridge;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.AbstractQueuedSynchronizer.ConditionObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HoldHooksTest extends Crew {
  private final Object a = new Object();
  private final Object b = new Object();
  private final Object c = new Object();

  private static void take(Object lock) {
    HoldHooks.ownerSet(lock, Thread.currentThread());
  }

  private static void letGo(Object lock) {
    HoldHooks.ownerSet(lock, null);
  }

  private static List<Object> held(ThreadRecord r) {
    List<Object> held = new ArrayList<>();
    for (int i = 0; i < r.depth(); i++) {
      Object lock = r.lockAt(i);
      if (lock != null) {
        held.add(lock);
      }
    }
    return held;
  }

  @Test
  void whatIsTakenIsHeldOldestFirstUntilItIsLetGo() throws Exception {
    onHost(
        () -> {
          take(a);
          take(b);
          ThreadRecord r = Threads.mine();
          assertEquals(List.of(a, b), held(r));
          assertTrue(r.seqAt(0) < r.seqAt(1));
          letGo(b);
          letGo(a);
          assertEquals(List.of(), held(r));
          assertFalse(r.holdsAnything());
          return null;
        });
  }

  @Test
  void locksMayBeLetGoInAnyOrder() throws Exception {
    onHost(
        () -> {
          take(a);
          take(b);
          take(c);
          ThreadRecord r = Threads.mine();
          long ofB = r.seqAt(1);
          long ofC = r.seqAt(2);
          letGo(a);
          assertEquals(List.of(b, c), held(r));
          assertEquals(ofB, r.seqAt(0));
          assertEquals(ofC, r.seqAt(1));
          letGo(b);
          assertTrue(r.stillHolds(ofC));
          assertFalse(r.stillHolds(ofB));
          return null;
        });
  }

  @Test
  void anyOrderOfTakingAndLettingGoLeavesExactlyWhatIsStillHeld() throws Exception {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      onHost(
          () -> {
            ThreadRecord r = Threads.mine();
            List<Object> expected = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
              if (expected.isEmpty() || (expected.size() < 40 && random.nextBoolean())) {
                Object lock = new Object();
                expected.add(lock);
                take(lock);
              } else {
                letGo(expected.remove(random.nextInt(expected.size())));
              }
              assertEquals(expected, held(r));
            }
            expected.forEach(HoldHooksTest::letGo);
            return null;
          });
    }
  }

  @Test
  void aLockTakenAgainIsAnotherHold() throws Exception {
    onHost(
        () -> {
          take(a);
          long first = Threads.mine().seqAt(0);
          letGo(a);
          take(a);
          assertFalse(Threads.mine().stillHolds(first));
          letGo(a);
          return null;
        });
  }

  @Test
  void aConditionsWaitEndsTheHoldAndTheSignalBeginsANewOne() throws Exception {
    WovenSync lock = new WovenSync();
    ConditionObject condition = lock.new ConditionObject();
    AtomicBoolean go = new AtomicBoolean();
    AtomicReference<@Nullable ThreadRecord> waiter = new AtomicReference<>();
    CompletableFuture<List<Object>> after = new CompletableFuture<>();
    start(
        new Thread(
            () -> {
              lock.acquire(1);
              waiter.set(Threads.mine());
              while (!go.get()) {
                condition.awaitUninterruptibly();
              }
              after.complete(held(Threads.mine()));
              lock.release(1);
            }));
    await().until(() -> lock.isWaitedOn(condition));
    assertEquals(List.of(), held(requireNonNull(waiter.get())));
    lock.acquire(1);
    go.set(true);
    condition.signal();
    lock.release(1);
    assertEquals(List.of(lock), within(after));
  }

  @Test
  void whatIsDoneWhileTheBridgeIsOffIsNotRecorded() throws Exception {
    Bridge.switchTo(false);
    onHost(
        () -> {
          take(a);
          assertNull(Threads.mineIfAny());
          return null;
        });
  }

  @Test
  void aLockTakenBeforeTheBridgeWasSwitchedOnIsLetGoWithoutAnyTrace() throws Exception {
    onHost(
        () -> {
          letGo(a);
          assertEquals(0, Threads.mine().depth());
          return null;
        });
  }

  @Test
  void anOwnerSetForAnotherThreadIsNobodysHold() throws Exception {
    Thread other = new Thread();
    onHost(
        () -> {
          HoldHooks.ownerSet(a, other);
          assertNull(Threads.mineIfAny());
          return null;
        });
  }

  @Test
  void theAgentsOwnThreadsRecordNothing() throws Exception {
    onHost(
        () -> {
          Threads.exemptCurrent();
          take(a);
          assertEquals(0, Threads.mine().depth());
          assertNull(Threads.mineIfAny());
          return null;
        });
  }

  @Test
  void moreLocksThanAnybodyHoldsAreForgottenRatherThanKept() throws Exception {
    onHost(
        () -> {
          List<Object> locks = new ArrayList<>();
          for (int i = 0; i < 5_000; i++) {
            Object lock = new Object();
            locks.add(lock);
            take(lock);
          }
          ThreadRecord r = Threads.mine();
          assertEquals(1_024, r.depth());
          assertSame(locks.get(0), r.lockAt(0));
          locks.forEach(HoldHooksTest::letGo);
          assertEquals(0, r.depth());
          return null;
        });
  }

  @Test
  void onlyTheUnlockOfWhatWasTakenAwayIsAbsorbed() throws Exception {
    onHost(
        () -> {
          take(a);
          take(b);
          ThreadRecord r = Threads.mine();
          assertFalse(ClaimHooks.absorbs(a), "nothing was taken yet");
          taken(r, a, r.seqAt(0));
          assertTrue(ClaimHooks.absorbs(a));
          assertFalse(ClaimHooks.absorbs(b), "an unlock that is the host's own mistake");
          letGo(b);
          letGo(a);
          return null;
        });
    Zombies.Attempt absorbed = requireNonNull(Zombies.poll());
    assertEquals("unlock", absorbed.act());
    assertEquals("host", absorbed.thread());
    assertNull(Zombies.poll());
  }

  private static void taken(ThreadRecord r, Object lock, long seq) throws InterruptedException {
    Claim.Terms terms = new Claim.Terms(0, 0, "taken", Long.MAX_VALUE);
    Thread remedy =
        new Thread(
            () -> {
              Claim claim = requireNonNull(Claim.up(lock, r, seq, terms));
              claim.take();
              claim.settle();
            });
    remedy.start();
    remedy.join();
  }
}
