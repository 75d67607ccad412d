package dev.unjam.engine.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.host.HostThread;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {
  @Test
  void aReaderSeesTheEndThoughAGrandchildHeldThePipe() throws Exception {
    Process child = new ProcessBuilder("sh", "-c", "sleep 600 & echo ready; wait").start();
    assertEquals('r', child.getInputStream().read());
    List<ProcessHandle> below = child.descendants().toList();
    assertEquals(1, below.size());
    try (HostThread reader = HostThread.single("reader")) {
      CompletableFuture<Integer> rest =
          reader.call(() -> child.getInputStream().readAllBytes().length);
      assertInstanceOf(Attempt.Done.class, ProcessTree.end(child));
      assertEquals("eady\n".length(), HostThread.await(rest));
    }
    assertFalse(below.get(0).isAlive());
  }

  @Test
  void aChildThatIgnoresTheTermSignalIsKilled() throws Exception {
    Process child =
        new ProcessBuilder("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done")
            .start();
    assertEquals('r', child.getInputStream().read());
    assertInstanceOf(Attempt.Done.class, ProcessTree.end(child));
    assertTrue(child.waitFor(20, TimeUnit.SECONDS));
  }

  @Test
  void aChildThatHasEndedAlreadyIsNoFailure() throws Exception {
    Process child = new ProcessBuilder("true").start();
    child.waitFor();
    assertInstanceOf(Attempt.Done.class, ProcessTree.end(child));
  }
}
