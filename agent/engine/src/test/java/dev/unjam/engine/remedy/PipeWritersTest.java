package dev.unjam.engine.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.host.AChild;
import dev.unjam.engine.host.HostThread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** On real processes that have lost their parent before anybody looked. */
@EnabledOnOs(OS.LINUX)
class PipeWritersTest {
  @Test
  void aReaderSeesTheEndThoughWhoHoldsThePipeHasLostItsParent() throws Exception {
    try (AChild child = AChild.script("read go; sleep 600 & exit 3");
        HostThread reader = HostThread.single("reader")) {
      CompletableFuture<Integer> said =
          reader.call(() -> child.process().getInputStream().readAllBytes().length);
      ChildPipes.note();
      leavesOneBehind(child, reader);
      ProcessHandle orphan = only(PipeWriters.of(child.record()).now());
      try {
        assertInstanceOf(Attempt.Done.class, withoutThePipes(child));
        assertTrue(orphan.isAlive() && !said.isDone(), "without the look at the pipe it stays");

        assertEndedWithOne(child);
        assertEquals(0, HostThread.await(said));
        assertFalse(ProcessTree.runs(orphan));
      } finally {
        orphan.destroyForcibly();
      }
    }
  }

  @Test
  void itIsFoundWhereTheHostHasClosedThePipeAtItsEnd() throws Exception {
    try (AChild child = AChild.script("echo ready; read go; sleep 600 & exit 3")) {
      assertEquals('r', child.process().getInputStream().read());
      ChildPipes.note();
      child.write("go\n");
      Awaitility.await().until(() -> child.record().outputPipe() == null);

      ProcessHandle orphan = only(PipeWriters.of(child.record()).now());
      assertEndedWithOne(child);
      assertFalse(ProcessTree.runs(orphan));
    }
  }

  @Test
  void soItIsWithItsErrorStream() throws Exception {
    try (AChild child = AChild.script("read go; sleep 600 >/dev/null & exit 3");
        HostThread reader = HostThread.single("reader")) {
      CompletableFuture<Integer> said =
          reader.call(() -> child.process().getErrorStream().readAllBytes().length);
      ChildPipes.note();
      leavesOneBehind(child, reader);
      ProcessHandle orphan = only(PipeWriters.of(child.record()).now());
      assertEndedWithOne(child);
      assertEquals(0, HostThread.await(said));
      assertFalse(ProcessTree.runs(orphan));
    }
  }

  @Test
  void whoOnlyReadsItAndWhoHasAnotherAreLeftAlone() throws Exception {
    try (AChild child = AChild.script("echo ready; sleep 600 & wait");
        AChild other = AChild.script("echo ready; sleep 600 & wait")) {
      assertEquals('r', child.process().getInputStream().read());
      assertEquals('r', other.process().getInputStream().read());
      int ours = PipeEnd.number(child.record().outputPipe());
      String reads = "exec 5</proc/" + ProcessHandle.current().pid() + "/fd/" + ours;
      try (AChild beside = AChild.script(reads + "; echo ready; exec sleep 600")) {
        assertEquals('r', beside.process().getInputStream().read());

        ProcessHandle writer = only(PipeWriters.of(child.record()).now());
        assertEquals(below(child), writer);
        assertInstanceOf(Attempt.Done.class, ProcessTree.end(child.record(), () -> true));
        assertTrue(beside.process().isAlive());
        assertTrue(other.process().isAlive() && below(other).isAlive());
      }
    }
  }

  /** As a server that its clients hand their descriptors to by a socket. */
  @Test
  void whoWasThereBeforeAndWhoHasItAtAnotherNumberAreLeftAlone() throws Exception {
    try (AChild before = AChild.script("echo ready; read pipe; exec >$pipe; exec sleep 600");
        AChild child = AChild.script("echo ready; exec sleep 600")) {
      assertEquals('r', before.process().getInputStream().read());
      assertEquals('r', child.process().getInputStream().read());
      String pipe = "/proc/" + child.process().pid() + "/fd/1";
      String script = "exec 7>" + pipe + " >/dev/null; echo ready >&2; exec sleep 600";
      before.write(pipe + "\n");
      Path its = Path.of("/proc/" + before.process().pid() + "/fd/1");
      Path childs = Path.of(pipe);
      Awaitility.await()
          .until(() -> Files.readSymbolicLink(its).equals(Files.readSymbolicLink(childs)));
      Process beside = new ProcessBuilder("setsid", "sh", "-c", script).start();
      try {
        assertEquals('r', beside.getErrorStream().read());
        assertInstanceOf(Attempt.Done.class, ProcessTree.end(child.record(), () -> true));
        assertTrue(before.process().isAlive() && beside.isAlive());
      } finally {
        beside.destroyForcibly();
      }
    }
  }

  @Test
  void whoHasTheHostsOwnOutputIsLeftAlone() throws Exception {
    ProcessBuilder inherits = new ProcessBuilder("sh", "-c", "read go; exit 3");
    inherits.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    inherits.redirectError(ProcessBuilder.Redirect.INHERIT);
    try (AChild child = AChild.start(inherits)) {
      assertEquals(List.of(), PipeWriters.of(child.record()).now());
    }
  }

  private static ProcessHandle only(List<ProcessHandle> writers) {
    assertEquals(1, writers.size());
    return writers.get(0);
  }

  private static void assertEndedWithOne(AChild child) throws Exception {
    assertEquals(
        "child " + child.process().pid() + " with 1 descendants ended",
        assertInstanceOf(Attempt.Done.class, ProcessTree.end(child.record(), () -> true)).what());
  }

  private static Attempt withoutThePipes(AChild child) throws Exception {
    ProcessHandle handle = child.process().toHandle();
    return ProcessTree.end(handle, List.of(), PipeWriters.none(), () -> true);
  }

  private static ProcessHandle below(AChild child) {
    return child.process().descendants().findFirst().orElseThrow();
  }

  /** While it is being read: else the host closes its pipe when it ends. */
  private static void leavesOneBehind(AChild child, HostThread reader) throws Exception {
    Awaitility.await().until(() -> isReading(reader.thread()));
    child.write("go\n");
    assertTrue(child.process().waitFor(20, TimeUnit.SECONDS));
    assertEquals(3, child.process().exitValue());
  }

  private static boolean isReading(Thread reader) {
    StackTraceElement[] stack = reader.getStackTrace();
    return stack.length > 0 && stack[0].getMethodName().equals("readBytes");
  }
}
