package dev.unjam.engine.track;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import dev.unjam.engine.refusal.Classifier;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hold that was left behind is judged by the task that left it, not by the thread's next one. */
class LastCallsTest {
  /** More calls of one thread than the bridge remembers from scan to scan. */
  private static final int MANY = 40;

  private final Tracker tracker =
      new Tracker(Classifier.builtIn(), Synchronizers.open(), 1_000, 1_000, Monitors.NONE);
  private final WovenLock left = WovenLock.reentrant();
  private final WovenLock next = WovenLock.reentrant();
  private final HostThread worker = HostThread.pooled("worker");

  @BeforeEach
  void switchOn() {
    Bridge.switchTo(true);
    worker.taskBegins();
  }

  @AfterEach
  void switchOff() {
    worker.close();
    Bridge.switchTo(false);
  }

  @Test
  void aTaskThatFailedStaysSoWhateverItsThreadIsGivenNext() {
    forgets(401);
    assertTrue(seesLeft().abandoned());
    isGivenNext(1, 200);
    assertTrue(seesLeft().abandoned());
    assertTrue(seesLeft().abandoned(), "in every scan from then on");
    isGivenNext(MANY, 200);
    assertTrue(seesLeft().abandoned());
  }

  @Test
  void theNextTaskMayBeAtItsOwnCallBeforeTheFirstScan() {
    forgets(401);
    isGivenNext(3, 200);
    assertTrue(seesLeft().abandoned());
    assertTrue(seesLeft().abandoned());
  }

  @Test
  void soManyCallsMayComeBetweenTwoScansThatTheChainOfThemIsCut() {
    forgets(401);
    assertTrue(seesLeft().abandoned());
    isGivenNext(MANY, 200);
    assertTrue(seesLeft().abandoned());
  }

  @Test
  void theFailureOfTheNextTaskIsNotThatOfTheFormer() {
    forgets(200);
    assertFalse(seesLeft().abandoned());
    isGivenNext(3, 401);
    assertFalse(seesLeft().abandoned());
    assertFalse(seesLeft().abandoned());
  }

  @Test
  void whatTheTaskItselfGotOverIsNoFailureOfIt() {
    forgets(401, 200);
    isGivenNext(1, 200);
    assertFalse(seesLeft().abandoned());
  }

  @Test
  void aTaskThatCameFarBeyondItsFailureIsNoneThatFailed() {
    HostThread.await(worker.run(left::lock));
    HostThread.await(worker.run(() -> asks(401)));
    sees();
    Ticks.advance(600_000);
    isAtSomething(2, 200);
    sees();
    worker.taskEnds();
    assertFalse(seesLeft().abandoned());
  }

  @Test
  void theCallsUnderAHoldThatHasEndedAreForgotten() {
    forgets(401);
    isGivenNext(1, 200);
    assertTrue(seesLeft().abandoned());
    HostThread.await(worker.run(left::unlock));
    assertEquals(List.of(), sees());
    HostThread.await(worker.run(left::lock));
    worker.taskBegins();
    worker.taskEnds();
    assertFalse(seesLeft().abandoned(), "the same lock, and another hold");
  }

  /** Its task takes the lock, is answered like this, and ends without giving it back. */
  private void forgets(int... answers) {
    HostThread.await(worker.run(left::lock));
    for (int status : answers) {
      HostThread.await(worker.run(() -> asks(status)));
    }
    worker.taskEnds();
  }

  private void isGivenNext(int calls, int status) {
    worker.taskBegins();
    isAtSomething(calls, status);
    worker.taskEnds();
  }

  private void isAtSomething(int calls, int status) {
    HostThread.await(worker.run(next::lock));
    for (int i = 0; i < calls; i++) {
      HostThread.await(worker.run(() -> asks(status)));
    }
    HostThread.await(worker.run(next::unlock));
  }

  private static void asks(int status) {
    Object entered = ClientHooks.enter("test", "POST", "llm.example", 443, new Object());
    CallRecord call = (CallRecord) requireNonNull(entered);
    ClientHooks.head(call, status, List.of("content-type", "text/plain"));
    assertEquals(null, ClientHooks.exit(call, false, null));
  }

  private HoldView seesLeft() {
    List<HoldView> all = sees();
    assertEquals(1, all.size(), all::toString);
    assertTrue(all.get(0).ownerless());
    return all.get(0);
  }

  private List<HoldView> sees() {
    return tracker.snapshot().holders().stream()
        .filter(h -> h.threadId() == worker.thread().getId())
        .flatMap(h -> h.holds().stream())
        .toList();
  }
}
