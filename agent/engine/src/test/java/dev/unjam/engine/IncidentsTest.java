package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.CallRecord;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.CallAbort;
import dev.unjam.engine.report.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class IncidentsTest {
  private interface How {
    Attempt abort(CallRecord call, String message) throws Exception;
  }

  private record Client(How how) implements CallAbort {
    @Override
    public String client() {
      return "java.net.http";
    }

    @Override
    public Attempt abort(CallRecord call, String message) throws Exception {
      return how.abort(call, message);
    }
  }

  @Test
  void aRefusedHolderIsFreedByEndingItsCallAndReleasesByItself() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      WovenLock lock = WovenLock.reentrant();
      CompletableFuture<String> host = rig.isRefusedUnder(lock, rig.thread("acp-worker"));
      rig.tick(Rig.THRESHOLD - 1);
      rig.tick(1);
      assertEquals(List.of(), rig.named("incident.opened"), "its age counts from the first scan");
      rig.tick(Rig.THRESHOLD - 1);
      assertEquals("refused", rig.field("incident.opened", "verdict"));
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      assertEquals("released_by_owner", rig.field("incident.closed", "outcome"));
      assertEquals("owner", rig.field("hold.released", "by"));
      assertEquals("abort", rig.field("action.succeeded", "rung"));
      Throwable told = HostThread.failure(host);
      String message = told instanceof ExecutionException e ? "" + e.getCause() : "" + told;
      assertTrue(message.contains("Model API quota exceeded, try again later"), message);
      assertTrue(message.contains("incident=inc-"), message);
      assertFalse(rig.events.toString().contains("secret"), "a query never reaches the journal");
    }
  }

  @Test
  void oneCauseThatJamsManyHoldersIsOneIncidentAndAllAreFreed() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      List<CompletableFuture<String>> hosts = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        hosts.add(rig.isRefusedUnder(WovenLock.reentrant(), rig.thread("session-" + i)));
      }
      rig.tick(1);
      rig.tick(Rig.THRESHOLD);
      assertEquals(20, rig.incidents.open().get(0).holds().size());
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      hosts.forEach(HostThread::failure);
      assertEquals(20, rig.field("incident.closed", "holders"));
      assertEquals(1, rig.named("incident.opened").size());
      assertEquals(19, rig.named("incident.updated").size());
      assertEquals(20, rig.named("hold.released").size());
    }
  }

  @Test
  void aHolderThatLetsGoByItselfBeforeTheThresholdIsNoIncident() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      WovenLock lock = WovenLock.reentrant();
      HostThread host = rig.thread("worker");
      CompletableFuture<Boolean> go = new CompletableFuture<>();
      CompletableFuture<Boolean> done =
          host.run(
              () -> {
                lock.lock();
                Rig.refusedCall(new CompletableFuture<>());
                go.join();
                lock.unlock();
              });
      rig.tick(1);
      go.complete(true);
      HostThread.await(done);
      rig.tick(10 * Rig.THRESHOLD);
      assertEquals(List.of(), rig.events);
    }
  }

  @Test
  void anObserverNeverActsSaysOnceWhatItWouldHaveDoneAndHowItEnded() {
    try (Rig rig = new Rig(Mode.OBSERVE, true)) {
      CompletableFuture<String> seen = new CompletableFuture<>();
      rig.abort =
          new Client(
              (call, message) -> {
                seen.complete("acted");
                return new Attempt.Done("");
              });
      WovenLock lock = WovenLock.reentrant();
      CompletableFuture<Boolean> go = new CompletableFuture<>();
      CompletableFuture<Boolean> done =
          rig.thread("worker")
              .run(
                  () -> {
                    lock.lock();
                    Rig.refusedCall(new CompletableFuture<>());
                    go.join();
                    lock.unlock();
                  });
      rig.tickUntil(() -> lock.isLocked());
      for (int i = 0; i < 50; i++) {
        rig.tick(Rig.THRESHOLD);
      }
      assertEquals("abort", rig.field("action.would_have", "rung"));
      go.complete(true);
      HostThread.await(done);
      rig.tick(1);
      assertEquals("self_recovered", rig.field("incident.closed", "outcome"));
      assertEquals(List.of(), rig.named("action.started"));
      assertFalse(seen.isDone());
    }
  }

  @Test
  void whatADeadThreadHeldAndSomebodyWaitsForIsReleasedByForce() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      WovenLock lock = WovenLock.reentrant();
      HostThread owner = rig.thread("short-lived");
      HostThread.await(owner.run(lock::lock));
      owner.close();
      CompletableFuture<Boolean> waiter = rig.thread("waiter").run(lock::lock);
      rig.tick(Rig.LEAK);
      rig.tickUntil(() -> rig.pass(Rig.LEAK).holders().isEmpty() || waiter.isDone());
      HostThread.await(waiter);
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      assertEquals("leaked", rig.field("incident.opened", "verdict"));
      assertEquals("force", rig.field("hold.released", "by"));
      assertEquals("released_by_force", rig.field("incident.closed", "outcome"));
    }
  }

  @Test
  void aLifetimeLockThatNobodyWaitsForIsReportedAndNeverTouched() {
    try (Rig rig = new Rig(Mode.ACT, true)) {
      WovenLock lock = WovenLock.reentrant();
      HostThread main = rig.thread("main-of-the-host");
      HostThread.await(main.run(lock::lock));
      main.close();
      for (int i = 0; i < 50; i++) {
        rig.tick(Rig.SILENCE);
      }
      assertEquals(true, rig.field("incident.opened", "report_only"));
      assertEquals(List.of(), rig.named("action.started"));
      assertTrue(lock.isLocked());
    }
  }

  @Test
  void ofManyLocksThatNobodyMissesAFewHaveAnIncidentAndTheRestIsCounted() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      List<WovenLock> locks = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        locks.add(leftBehind(rig, "short-lived-" + i));
      }
      for (int i = 0; i < 50; i++) {
        rig.tick(Rig.LEAK);
      }
      assertEquals(QuietLeaks.MOST_OPEN, rig.named("incident.opened").size());
      assertEquals(30L - QuietLeaks.MOST_OPEN, rig.field("leaks.counted", "more"));
      for (int i = 0; i < 30; i++) {
        locks.add(leftBehind(rig, "later-" + i));
      }
      rig.tick(Rig.LEAK);
      rig.tick(Rig.LEAK);
      assertEquals(2, rig.named("leaks.counted").size(), "it has more than doubled");
      assertEquals(QuietLeaks.MOST_OPEN, rig.incidents.open().size());

      CompletableFuture<Boolean> waiter = rig.thread("waiter").run(locks.get(45)::lock);
      rig.tickUntil(() -> waiter.isDone() && !rig.named("hold.released").isEmpty());
      HostThread.await(waiter);
      assertEquals("force", rig.field("hold.released", "by"));
    }
  }

  private static WovenLock leftBehind(Rig rig, String thread) {
    WovenLock lock = WovenLock.reentrant();
    HostThread owner = rig.thread(thread);
    HostThread.await(owner.run(lock::lock));
    owner.close();
    return lock;
  }

  @Test
  void whatWasOnlyReportedIsReleasedOnceSomebodyWaitsForIt() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      WovenLock lock = WovenLock.reentrant();
      HostThread owner = rig.thread("short-lived");
      HostThread.await(owner.run(lock::lock));
      owner.close();
      rig.tick(Rig.LEAK);
      rig.tick(Rig.LEAK);
      assertEquals(true, rig.field("incident.opened", "report_only"));
      CompletableFuture<Boolean> waiter = rig.thread("waiter").run(lock::lock);
      rig.tickUntil(waiter::isDone);
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      assertEquals("released_by_force", rig.field("incident.closed", "outcome"));
    }
  }

  @Test
  void aHoldThatWasGivenUpOpensNoIncidentAgainWhileItStays() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      WovenLock lock = WovenLock.reentrant();
      CompletableFuture<Boolean> go = new CompletableFuture<>();
      rig.abort = new Client((call, message) -> new Attempt.Done("nothing at all"));
      CompletableFuture<Boolean> done =
          rig.thread("deaf")
              .run(
                  () -> {
                    lock.lock();
                    Rig.refusedCall(new CompletableFuture<>());
                    deaf(go);
                    lock.unlock();
                  });
      rig.tickUntil(lock::isLocked);
      rig.tick(Rig.THRESHOLD);
      rig.tickUntil(() -> !rig.pass(Rig.GRACE).holders().isEmpty() && rig.incidents.anyAbandoned());
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      assertEquals("abandoned", rig.field("incident.closed", "outcome"));
      for (int i = 0; i < 20; i++) {
        rig.tick(Rig.THRESHOLD);
      }
      assertEquals(1, rig.named("incident.opened").size());
      assertTrue(rig.incidents.anyAbandoned());
      go.complete(true);
      HostThread.await(done);
      rig.tick(1);
      assertFalse(rig.incidents.anyAbandoned());
    }
  }

  /** Waits on, whoever interrupts. */
  private static void deaf(CompletableFuture<Boolean> go) {
    go.join();
  }

  @Test
  void threeRemediesThatHangTurnToObserving() {
    CountDownLatch never = new CountDownLatch(1);
    try (Rig rig = new Rig(Mode.ACT, false)) {
      rig.abort =
          new Client(
              (call, message) -> {
                never.await();
                return new Attempt.Done("late");
              });
      List<CompletableFuture<Boolean>> gos = new ArrayList<>();
      List<CompletableFuture<Boolean>> hosts = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        CompletableFuture<Boolean> go = new CompletableFuture<>();
        gos.add(go);
        WovenLock lock = WovenLock.reentrant();
        hosts.add(
            rig.thread("stuck-" + i)
                .run(
                    () -> {
                      lock.lock();
                      Rig.refusedCall(new CompletableFuture<>());
                      go.join();
                      lock.unlock();
                    }));
        rig.tickUntil(lock::isLocked);
      }
      rig.tick(1);
      rig.tick(Rig.THRESHOLD);
      assertTrue(rig.guard.mayAct());
      rig.tick(5_001);
      assertFalse(rig.guard.mayAct());
      assertEquals("observe", rig.guard.mode());
      Event degraded = rig.only("agent.degraded");
      assertTrue(degraded.human().contains("3 remedies hang"), degraded::human);
      gos.forEach(go -> go.complete(true));
      hosts.forEach(HostThread::await);
    } finally {
      never.countDown();
    }
  }
}
