package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.CallRecord;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import dev.unjam.engine.report.Event;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is told of incidents that the JVM's end or a detach cuts off: each is closed once. */
class CutOffTest {
  private static final String ENDS = "the JVM ends";

  private final CompletableFuture<String> answer = new CompletableFuture<>();

  @Test
  void ofWhoIsFreedAfterThatTheTrueOutcomeIsToldAndItIsNotClosedAgain() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      CompletableFuture<String> host =
          rig.isRefusedUnder(WovenLock.reentrant(), rig.thread("worker"));
      ripen(rig);
      watchdog(rig).cutOff(ENDS);
      assertCutOff(rig.only("incident.closed"));
      assertEquals(List.of(), rig.named("hold.released"), "it was still open then");

      HostThread.failure(host);
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      assertEquals(1, rig.named("incident.closed").size());
      Event after = rig.only("incident.updated");
      assertEquals(rig.only("incident.closed").incident(), after.incident());
      assertEquals("released_by_owner", after.fields().get("outcome"));
      assertFalse(after.fields().containsKey("why"));
      assertEquals(rig.only("hold.released").incident(), after.incident());
    }
  }

  @Test
  void whoIsStuckLaterJoinsNoneThatIsClosedAndItsOwnIsClosedAtOnce() {
    try (Rig rig = new Rig(Mode.OBSERVE, false)) {
      CompletableFuture<String> first = refused(rig, "first");
      ripen(rig);
      String id = rig.only("incident.opened").incident();
      watchdog(rig).cutOff(ENDS);

      CompletableFuture<String> second = refused(rig, "second");
      CompletableFuture<String> third = refused(rig, "third");
      ripen(rig);
      assertEquals(2, rig.named("incident.opened").size(), "one cause in one tick is one incident");
      String later = rig.named("incident.opened").get(1).incident();
      assertNotEquals(id, later);
      Event closed = rig.named("incident.closed").get(1);
      assertCutOff(closed);
      assertEquals(later, closed.incident());
      assertEquals(2, closed.fields().get("holders"));
      assertTrue(
          rig.events.indexOf(rig.named("incident.opened").get(1)) < rig.events.indexOf(closed));

      answer.complete("");
      List.of(first, second, third).forEach(HostThread::await);
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      assertEquals(2, rig.named("incident.closed").size());
      assertEquals(
          List.of(id + " self_recovered", later + " self_recovered"),
          rig.named("incident.updated").stream()
              .filter(e -> e.fields().containsKey("outcome"))
              .map(e -> e.incident() + " " + e.fields().get("outcome"))
              .toList());
    }
  }

  @Test
  void afterADetachNothingIsToldOfAnyIncident() {
    try (Rig rig = new Rig(Mode.OBSERVE, false)) {
      CompletableFuture<String> first = refused(rig, "first");
      ripen(rig);
      Watchdog watchdog = watchdog(rig);
      watchdog.stop();
      watchdog.cutOff("detached");
      assertEquals("detached", rig.field("incident.closed", "why"));
      List<Event> told = List.copyOf(rig.events);

      // A scan that was under way comes to its end.
      CompletableFuture<String> second = refused(rig, "second");
      Circle circle = new Circle(rig);
      ripen(rig);
      answer.complete("");
      List.of(first, second).forEach(HostThread::await);
      circle.end();
      rig.tick(1);
      assertEquals(told, rig.events);
    }
  }

  @Test
  void aDeadlockIsCutOffBesideAndThatItIsGoneIsToldNevertheless() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      Circle circle = new Circle(rig);
      ripen(rig);
      String id = rig.only("incident.opened").incident();
      watchdog(rig).cutOff(ENDS);
      assertCutOff(rig.only("incident.closed"));
      rig.tick(Rig.SILENCE);
      assertEquals(1, rig.named("incident.closed").size());

      circle.end();
      rig.tick(1);
      assertEquals(id, rig.only("incident.closed").incident());
      assertEquals(id, rig.only("incident.updated").incident());
      assertEquals("self_recovered", rig.field("incident.updated", "outcome"));
    }
  }

  @Test
  void aDeadlockThatIsFoundAfterThatIsClosedAtOnce() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      watchdog(rig).cutOff(ENDS);
      assertEquals(List.of(), rig.events, "nothing is open");
      Circle circle = new Circle(rig);
      ripen(rig);
      assertCutOff(rig.only("incident.closed"));
      assertEquals(rig.only("incident.opened").incident(), rig.only("incident.closed").incident());
      circle.end();
    }
  }

  /** Until who is stuck by now has been so for long enough. */
  private static void ripen(Rig rig) {
    rig.tick(1);
    rig.tick(Rig.LEAK);
    rig.tick(1);
    rig.tick(Rig.THRESHOLD);
  }

  private static void assertCutOff(Event closed) {
    assertEquals("incident.closed", closed.name());
    assertEquals("abandoned", closed.fields().get("outcome"));
    assertEquals(ENDS, closed.fields().get("why"));
  }

  /** One that never runs: the rig ticks in its stead. */
  private static Watchdog watchdog(Rig rig) {
    return new Watchdog(
        rig.tracker,
        rig.detector,
        rig.incidents,
        rig.deadlocks,
        rig.leftAlone,
        rig.guard,
        rig.events::add,
        new HealthFile(null, complaint -> {}),
        new LeaseNotes(),
        rig.owed,
        Rig.THRESHOLD);
  }

  /** Is refused under a lock of its own, and waits for a body that ends when the answer does. */
  private CompletableFuture<String> refused(Rig rig, String name) {
    WovenLock lock = WovenLock.reentrant();
    HostThread host = rig.thread(name);
    CompletableFuture<Boolean> asked = new CompletableFuture<>();
    CompletableFuture<String> outcome =
        host.call(
            () -> {
              lock.lock();
              CallRecord call = Rig.refusedCall(answer);
              asked.complete(true);
              try {
                return answer.get();
              } finally {
                call.end();
                lock.unlock();
              }
            });
    HostThread.await(asked);
    Awaitility.await().until(() -> host.thread().getState() == Thread.State.WAITING);
    return outcome;
  }

  /** Two that wait for each other. */
  private static final class Circle {
    private final WovenLock a = WovenLock.reentrant();
    private final WovenLock b = WovenLock.reentrant();
    private final HostThread second;
    private final CompletableFuture<Boolean> wait;
    private final CompletableFuture<Boolean> forEver;

    Circle(Rig rig) {
      HostThread first = rig.thread("one");
      second = rig.thread("other");
      HostThread.await(first.run(a::lock));
      HostThread.await(second.run(b::lock));
      wait = first.run(b::lock);
      forEver = second.call(() -> a.lockInterruptibly());
      Awaitility.await().until(() -> LockSupport.getBlocker(first.thread()) == b.sync());
      Awaitility.await().until(() -> LockSupport.getBlocker(second.thread()) == a.sync());
    }

    void end() {
      assertFalse(forEver.isDone());
      second.thread().interrupt();
      HostThread.failure(forEver);
      HostThread.await(second.run(b::unlock));
      HostThread.await(wait);
    }
  }
}
