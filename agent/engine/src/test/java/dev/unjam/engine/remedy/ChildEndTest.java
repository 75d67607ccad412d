package dev.unjam.engine.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.ChildCall;
import dev.unjam.bridge.Denial;
import dev.unjam.engine.host.AChild;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A child that several ask is ended only once none of them awaits an answer but the stuck. */
class ChildEndTest {
  private final HostThread stuck = HostThread.single("stuck");
  private final HostThread working = HostThread.single("working");
  private final WovenLock stuckLock = WovenLock.reentrant();
  private final WovenLock workingLock = WovenLock.reentrant();

  @BeforeEach
  void begin() {
    Bridge.switchTo(true);
    HostThread.await(stuck.run(stuckLock::lock));
    HostThread.await(working.run(workingLock::lock));
  }

  @AfterEach
  void end() {
    HostThread.await(stuck.run(stuckLock::unlock));
    HostThread.await(working.run(workingLock::unlock));
    Bridge.switchTo(false);
    stuck.close();
    working.close();
  }

  private static Denial denial() {
    return new Denial(1, "child", "quota exceeded");
  }

  @Test
  void notWhileAnotherSessionAwaitsItsAnswer() throws Exception {
    try (AChild child = AChild.script("cat >/dev/null")) {
      HostThread.await(stuck.run(() -> child.asks(1, "stuck")));
      HostThread.await(working.run(() -> child.asks(2, "working")));
      List<ChildCall> both = child.record().pending();
      assertEquals(2, both.size());
      assertEquals(
          new Attempt.Busy("the child is left alone: others await 1 answers of it"),
          Remedies.end(both.get(0), true, false, () -> true));
      assertTrue(child.process().isAlive());
      both.get(1).call().endedBy(denial());
      assertInstanceOf(Attempt.Done.class, Remedies.end(both.get(0), true, false, () -> true));
      HostThread.await(child.process().onExit());
    }
  }

  @Test
  void whatTheHolderItselfAskedAsWellIsNoOthersUnlessAnotherAskedForHim() throws Exception {
    try (AChild child = AChild.script("cat >/dev/null")) {
      HostThread.await(stuck.run(() -> child.asks(1, "one")));
      HostThread.await(stuck.run(() -> child.asks(2, "two")));
      ChildCall first = child.record().pending().get(0);
      assertInstanceOf(Attempt.Busy.class, Remedies.end(first, false, false, () -> true));
      assertTrue(child.process().isAlive());
      assertInstanceOf(Attempt.Done.class, Remedies.end(first, true, false, () -> true));
      HostThread.await(child.process().onExit());
    }
  }
}
