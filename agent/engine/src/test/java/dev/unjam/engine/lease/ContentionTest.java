package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.Children;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dunjam.torture.processes=8 -Dunjam.torture.rounds=10000} makes it the long one. */
class ContentionTest {
  private static final int PROCESSES = Integer.getInteger("unjam.torture.processes", 4);
  private static final int ROUNDS = Integer.getInteger("unjam.torture.rounds", 300);
  private static final int SECONDS = Integer.getInteger("unjam.torture.seconds", 120);

  @TempDir Path folder;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void processesThatSweepAndTakeOneStaleLockNeverHoldItTogether() throws Exception {
    long dead = Children.dead();
    Locks.write(folder, "s.jsonl.lock", dead, Instant.now());
    try (Children children = new Children()) {
      List<Process> contenders = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        contenders.add(children.start(command(dead)));
      }
      for (Process contender : contenders) {
        String said = new String(contender.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(contender.waitFor(SECONDS, TimeUnit.SECONDS), "it never won often enough");
        assertEquals(0, contender.exitValue(), said);
      }
    }
  }

  private String[] command(long dead) {
    return new String[] {
      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
      "-XX:TieredStopAtLevel=1",
      "-XX:+UseSerialGC",
      "-cp",
      System.getProperty("java.class.path"),
      Contender.class.getName(),
      folder.toString(),
      Long.toString(dead),
      Integer.toString(ROUNDS / PROCESSES)
    };
  }
}
