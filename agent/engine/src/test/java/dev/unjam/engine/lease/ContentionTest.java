package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.Children;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code -Dunjam.torture.rounds=10000} makes it the long one. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ContentionTest {
  private static final int PROCESSES = Integer.getInteger("unjam.torture.processes", 8);
  private static final int ROUNDS = Integer.getInteger("unjam.torture.rounds", 300);
  private static final int UNTIL_CAUGHT = 20_000;

  @TempDir Path folder;

  @Test
  void processesThatSweepAndTakeOneStaleLockNeverHoldItTogether() throws Exception {
    List<Integer> ends = contend("ours", PROCESSES, ROUNDS);
    assertTrue(ends.stream().allMatch(end -> end == 0), "1 two holders, 2 a lock gone: " + ends);
    assertTrue(rounds() >= ROUNDS && rounds() < ROUNDS + PROCESSES, "rounds: " + rounds());
    assertEquals(List.of(), Leftovers.in(folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {"delete", "rename"})
  void aRemoverThatDoesNotLookAgainIsCaughtAtIt(String kind) throws Exception {
    List<Integer> ends = contend(kind, 3, UNTIL_CAUGHT);
    assertTrue(ends.contains(1) || ends.contains(2), "1 two holders, 2 a lock gone: " + ends);
    assertTrue(rounds() < UNTIL_CAUGHT);
  }

  /** A file server without locks: what is left is to rename and to look. */
  @Test
  void ofTwoRemoversWithoutAnyGuardNeitherDeletesTheOthersLiveLock() throws Exception {
    assertEquals(List.of(0, 0), race("aside", ROUNDS / 2));
  }

  @Test
  void ofTwoThatLookAndDeleteOneIsCaughtAtIt() throws Exception {
    assertTrue(race("delete", UNTIL_CAUGHT).contains(1));
  }

  private List<Integer> race(String kind, int rounds) throws Exception {
    String[] command =
        OtherRemover.java(RenameRacer.class, folder.toString(), kind, Integer.toString(rounds));
    return ends(command, 2);
  }

  /** Returns with which status each ended; where one sees something wrong, the others are ended. */
  private List<Integer> contend(String kind, int processes, int rounds) throws Exception {
    String dead = Long.toString(Children.dead());
    Locks.write(folder, "s.jsonl.lock", Long.parseLong(dead), Instant.now());
    Files.createFile(folder.resolve("rounds"));
    String[] command =
        OtherRemover.java(Contender.class, folder.toString(), dead, Integer.toString(rounds), kind);
    return ends(command, processes);
  }

  private static List<Integer> ends(String[] command, int processes) throws Exception {
    try (Children children = new Children()) {
      List<Process> contenders = new ArrayList<>();
      for (int i = 0; i < processes; i++) {
        contenders.add(children.start(command));
      }
      return ends(contenders);
    }
  }

  private static List<Integer> ends(List<Process> contenders) throws Exception {
    while (contenders.stream().anyMatch(Process::isAlive)) {
      for (Process contender : contenders) {
        if (contender.waitFor(20, TimeUnit.MILLISECONDS) && contender.exitValue() != 0) {
          // The handle, unlike the process, leaves the pipe open.
          contenders.forEach(other -> other.toHandle().destroyForcibly());
        }
      }
    }
    List<Integer> ends = new ArrayList<>();
    for (Process contender : contenders) {
      System.out.print(
          new String(contender.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      ends.add(contender.exitValue());
    }
    return ends;
  }

  private long rounds() throws IOException {
    return Files.size(folder.resolve("rounds"));
  }
}
