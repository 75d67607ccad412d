package dev.unjam.engine.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.host.HostThread;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTreeTest {
  @TempDir Path folder;

  @Test
  void aReaderSeesTheEndThoughAGrandchildHeldThePipe() throws Exception {
    Process child = new ProcessBuilder("sh", "-c", "sleep 600 & echo ready; wait").start();
    assertEquals('r', child.getInputStream().read());
    List<ProcessHandle> below = child.descendants().toList();
    assertEquals(1, below.size());
    try (HostThread reader = HostThread.single("reader")) {
      CompletableFuture<Integer> rest =
          reader.call(() -> child.getInputStream().readAllBytes().length);
      assertInstanceOf(Attempt.Done.class, ends(child.toHandle(), List.of()));
      assertEquals("eady\n".length(), HostThread.await(rest));
    }
    assertFalse(ProcessTree.runs(below.get(0)));
  }

  @Test
  void aChildThatIgnoresTheTermSignalIsKilled() throws Exception {
    Process child =
        new ProcessBuilder("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done")
            .start();
    assertEquals('r', child.getInputStream().read());
    assertInstanceOf(Attempt.Done.class, ends(child.toHandle(), List.of()));
    assertTrue(child.waitFor(20, TimeUnit.SECONDS));
  }

  @Test
  void aReaderSeesTheEndThoughTheChildStartsAProcessWhileItIsBeingEnded() throws Exception {
    String script = "trap 'sleep 600; exit' TERM; echo ready; while :; do sleep 1; done";
    Process child = new ProcessBuilder("sh", "-c", script).start();
    assertEquals('r', child.getInputStream().read());
    try (HostThread reader = HostThread.single("reader")) {
      CompletableFuture<Integer> rest =
          reader.call(() -> child.getInputStream().readAllBytes().length);
      assertInstanceOf(Attempt.Done.class, ends(child.toHandle(), List.of()));
      assertEquals("eady\n".length(), HostThread.await(rest));
    }
  }

  @Test
  void itIsAskedToEndFirst() throws Exception {
    Path done = folder.resolve("done");
    String script = "trap 'echo cleaned > \"$0\"; exit 0' TERM; sleep 600 & echo ready; wait";
    Process child = new ProcessBuilder("sh", "-c", script, done.toString()).start();
    assertEquals('r', child.getInputStream().read());
    assertInstanceOf(Attempt.Done.class, ends(child.toHandle(), List.of()));
    assertEquals("cleaned\n", Files.readString(done));
    assertEquals(0, child.exitValue());
  }

  @Test
  void whoIsBelowAnotherProcessThatHasItsNumberByNowIsLeftAlone() throws Exception {
    Process other = new ProcessBuilder("sh", "-c", "sleep 600 & echo ready; wait").start();
    assertEquals('r', other.getInputStream().read());
    ProcessHandle below = other.descendants().findFirst().orElseThrow();
    try {
      assertInstanceOf(Attempt.Done.class, ends(goneBefore(other), List.of()));
      assertTrue(other.isAlive() && below.isAlive());
    } finally {
      assertInstanceOf(Attempt.Done.class, ends(other.toHandle(), List.of()));
    }
  }

  private static Attempt ends(ProcessHandle child, List<ProcessHandle> known)
      throws InterruptedException {
    return ProcessTree.end(child, known, PipeWriters.none(), () -> true);
  }

  /** A process that is gone, whose number is another one's. */
  private static ProcessHandle goneBefore(Process other) {
    return (ProcessHandle)
        Proxy.newProxyInstance(
            ProcessTreeTest.class.getClassLoader(),
            new Class<?>[] {ProcessHandle.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "isAlive", "destroy", "destroyForcibly" -> false;
                  case "onExit" -> CompletableFuture.completedFuture(self);
                  case "hashCode" -> 1;
                  default -> method.invoke(other.toHandle(), arguments);
                });
  }

  @Test
  void whatNobodyWaitsForAnyMoreSignalsNobody() throws Exception {
    Process child = new ProcessBuilder("sh", "-c", "echo ready; exec sleep 600").start();
    assertEquals('r', child.getInputStream().read());
    try {
      ProcessHandle handle = child.toHandle();
      assertInstanceOf(
          Attempt.Failed.class,
          ProcessTree.end(handle, List.of(), PipeWriters.none(), () -> false));
      assertTrue(child.isAlive());
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void aChildThatHasEndedAlreadyIsNoFailure() throws Exception {
    Process child = new ProcessBuilder("true").start();
    child.waitFor();
    assertInstanceOf(Attempt.Done.class, ends(child.toHandle(), List.of()));
  }
}
