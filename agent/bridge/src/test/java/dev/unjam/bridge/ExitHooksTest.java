package dev.unjam.bridge;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who waits for a future of a child's end waits for that child; by the very future alone here. */
class ExitHooksTest extends RpcCrew {
  private Process sleeper() throws Exception {
    return started(List.of("sleep", "600"));
  }

  @Test
  void whoWaitsForTheFutureOfAChildsEndUnderAHoldIsAtACallWithIt() throws Exception {
    Process p = sleeper();
    CompletableFuture<Process> end = p.onExit();
    ExitHooks.given(p, end);
    onHost(
        () -> {
          assertNull(ExitHooks.waitsFor(end), "under no hold");
          take();
          Object entered = ExitHooks.waitsFor(end);
          CallRecord call = assertInstanceOf(CallRecord.class, entered);
          assertEquals(p.pid() + ":agent", call.peer);
          assertTrue(call.waitingSince() > 0);
          assertTrue(assertInstanceOf(ChildCall.class, call.handle()).isMute());
          ChildHooks.hasWaited(entered);
          assertEquals(CallRecord.Phase.DONE, call.phase());
          letGo();
          return null;
        });
  }

  @Test
  void aHandlesFutureIsTheProcessesAsWell() throws Exception {
    Process p = sleeper();
    CompletableFuture<ProcessHandle> end = p.toHandle().onExit();
    ExitHooks.given(p.toHandle(), end);
    onHost(
        () -> {
          take();
          assertNotNull(ExitHooks.waitsFor(end));
          letGo();
          return null;
        });
  }

  @Test
  void anotherFutureIsNoChildsEnd() throws Exception {
    Process p = sleeper();
    ExitHooks.given(p, p.onExit());
    onHost(
        () -> {
          take();
          assertNull(ExitHooks.waitsFor(new CompletableFuture<>()));
          letGo();
          return null;
        });
    assertTrue(requireNonNull(record(p)).pending().isEmpty());
  }

  @Test
  void ofVeryManyFuturesTheLatestAreKnown() throws Exception {
    Process p = sleeper();
    CompletableFuture<?> first = new CompletableFuture<>();
    ExitHooks.given(p, first);
    CompletableFuture<?> last = first;
    for (int i = 0; i < 8; i++) {
      last = new CompletableFuture<>();
      ExitHooks.given(p, last);
    }
    CompletableFuture<?> latest = last;
    onHost(
        () -> {
          take();
          assertNull(ExitHooks.waitsFor(first));
          assertNotNull(ExitHooks.waitsFor(latest));
          letGo();
          return null;
        });
  }
}
