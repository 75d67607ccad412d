package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Who waits for a child to end. */
class ChildWaitsTest extends ChildCrew {
  @Test
  void whoWaitsForAChildsEndUnderAHoldIsAtACallWithIt() throws Exception {
    Process child = start("sh", "-c", "echo quota >&2; read x");
    onHost(
        () -> {
          assertNull(ChildHooks.waitsForEnd(child), "under no hold");
          take();
          Object entered = ChildHooks.waitsForEnd(child);
          CallRecord call = assertInstanceOf(CallRecord.class, entered);
          assertTrue(call.waitingSince() > 0);
          ChildCall handle = assertInstanceOf(ChildCall.class, call.handle());
          assertTrue(handle.isMute());
          assertEquals('q', child.getErrorStream().read());
          assertEquals(false, handle.isMute(), "it has said something");
          ChildHooks.hasWaited(entered, false);
          assertEquals(CallRecord.Phase.DONE, call.phase());
          letGo();
          return null;
        });
    child.destroy();
  }

  @Test
  void whoWaitsForAChildsEndInSlicesIsAtOneCallAsLongAsNothingElseComesBetween() throws Exception {
    Process child = start("sh", "-c", "echo quota >&2; read x");
    onHost(
        () -> {
          take();
          CallRecord call = (CallRecord) requireNonNull(ChildHooks.waitsForEnd(child));
          assertEquals('q', child.getErrorStream().read());
          for (int i = 0; i < 5; i++) {
            Ticks.advance(200);
            ChildHooks.hasWaited(call, true);
            assertEquals(0, call.waitingSince());
            Ticks.advance(1_000);
            assertSame(call, ChildHooks.waitsForEnd(child));
            assertEquals(200L * (i + 1), Ticks.now() - call.waitingSince(), "waited all in all");
          }
          assertEquals(
              "quota\n", new String(handle(call).stderr(), UTF_8), "since it began to wait");
          ChildHooks.hasWaited(call, true);
          child.getOutputStream().write('x');
          child.getOutputStream().flush();
          Object after = ChildHooks.waitsForEnd(child);
          assertTrue(((CallRecord) requireNonNull(after)).id > call.id, "it has said something");
          ChildHooks.hasWaited(after, false);
          assertTrue(((CallRecord) requireNonNull(ChildHooks.waitsForEnd(child))).id > call.id + 1);
          letGo();
          return null;
        });
    child.destroy();
  }

  private static ChildCall handle(CallRecord call) {
    return assertInstanceOf(ChildCall.class, call.handle());
  }
}
