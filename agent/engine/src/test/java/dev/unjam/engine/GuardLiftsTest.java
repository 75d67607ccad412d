package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.unjam.bridge.Denial;
import dev.unjam.bridge.Fence;
import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an agent that does not act any more still keeps from whom. */
@ExtendWith(LockFilesAreLeases.class)
class GuardLiftsTest {
  private final Guard guard = new Guard(event -> {}, Mode.ACT);
  private final HostThread thread = HostThread.single("former holder");
  private ThreadRecord host;

  @BeforeEach
  void somebodyIsDeniedAndFenced() {
    HostThread.await(thread.run(() -> LeaseHooks.created(Path.of("/s/a.lock"))));
    host = LeaseHooks.held().iterator().next().owner();
    host.fence(new Fence(host.task(), List.of(), Long.MAX_VALUE, "taken"));
    host.deny(new Denial(1, "denied"));
  }

  @AfterEach
  void end() {
    Guard.liftAll();
    thread.close();
  }

  @Test
  void whoOnlyObservesDeniesNobodyAndStillProtectsWhoHasTheLockNow() {
    guard.switchTo(Mode.OBSERVE);
    assertNull(host.denial());
    assertNotNull(host.fence());
  }

  @Test
  void soDoesOneThatHasTurnedItselfToObserving() {
    for (int i = 0; i < 5; i++) {
      guard.failed("inc-" + i, 1_000);
    }
    assertFalse(guard.mayAct());
    assertNull(host.denial());
    assertNotNull(host.fence());
  }

  @Test
  void whoIsOffBindsNobody() {
    guard.switchTo(Mode.OFF);
    assertNull(host.denial());
    assertNull(host.fence());
  }

  @Test
  void whoIsDetachedBindsNobody() {
    guard.end();
    assertNull(host.denial());
    assertNull(host.fence());
  }
}
