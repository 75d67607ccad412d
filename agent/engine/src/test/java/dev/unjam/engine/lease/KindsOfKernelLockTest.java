package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unjam.engine.os.Children;
import dev.unjam.engine.os.Probes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other languages lock a file by, of which the JDK has one kind alone. */
class KindsOfKernelLockTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnabledOnOs(OS.LINUX)
  @CsvSource({
    "flock, 'fcntl.flock(file, fcntl.LOCK_EX)', 'pid %d'",
    "posix, 'fcntl.lockf(file, fcntl.LOCK_EX)', 'pid %d'",
    "ofd,   'fcntl.fcntl(file, 37, struct.pack(\"hhqqi4x\", 1, 0, 0, 0, 0))', 'a process that cannot be seen from here'"
  })
  void aLockOfEveryKindThatTheKernelHasMakesItLiveOverADeadPid(
      String kind, String taking, String holder) throws Exception {
    Probes.assumeAllowed("python3", "-c", "import fcntl");
    Path lock = Locks.write(folder, kind + ".jsonl.lock", Children.dead(), Instant.now());
    assertEquals(Verdict.STALE, Locks.verdict(lock));
    String program =
        "import fcntl, struct, sys; file = open(sys.argv[1], 'r+'); "
            + taking
            + "; print('locked', flush=True); sys.stdin.read()";
    try (Children children = new Children()) {
      Process python = children.start("python3", "-c", program, lock.toString());
      assertEquals("locked", python.inputReader().readLine());
      Judgement held = Locks.judge(lock);
      assertEquals(Verdict.LIVE, held.verdict());
      String by = holder.formatted(python.pid());
      assertEquals(List.of("the kernel holds a lock on it for " + by), held.reasons());
      python.destroyForcibly().waitFor();
    }
    assertEquals(Verdict.STALE, Locks.verdict(lock));
  }
}
