package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.Children;
import dev.unjam.engine.os.Machine;
import dev.unjam.engine.os.ProcessProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A release that is killed before each single change that it makes, and the start after it. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KillAtEachStepTest {
  private static final String MESSAGE = "{\"type\":\"message\",\"id\":\"aaaa0001\"}";

  @TempDir Path folder;

  @Test
  void theEntryIsThereOnceFromTheJournalsLineOnAndTheLockIsGone() throws Exception {
    long dead = Children.dead();
    List<Integer> told = new ArrayList<>();
    boolean killed = true;
    for (int step = 1; killed; step++) {
      Path session = Files.createDirectory(folder.resolve("step-" + step));
      Path transcript = Files.writeString(session.resolve("s.jsonl"), MESSAGE);
      Locks.write(session, "s.jsonl.lock", dead, Instant.now());
      Breakpoints breakpoints = new Breakpoints(OneVictim.class, "release");
      killed = breakpoints.killAt(step, session.toString());
      String at = "killed before " + breakpoints.passed();
      boolean begun = isBegun(session, transcript);
      start(session);
      assertEquals(begun ? 1 : 0, told(transcript), at);
      told.add(told(transcript));
      assertEquals(List.of(), locks(session), at);
      assertEquals(0, Files.size(session.resolve(RecoveryJournal.NAME)), at);
      start(session);
      assertEquals(begun ? 1 : 0, told(transcript), at);
    }
    assertTrue(told.size() > 8, "so few steps: " + told);
    assertEquals(told.stream().sorted().toList(), told, "there from some step on");
    assertTrue(told.contains(0) && told.contains(1), told::toString);
  }

  private static boolean isBegun(Path session, Path transcript) throws IOException {
    return Files.readString(session.resolve(RecoveryJournal.NAME)).contains("\n")
        || told(transcript) > 0;
  }

  /** What the engine does first. */
  private static void start(Path session) {
    TranscriptWriter writer = new TranscriptWriter(TranscriptForm.OPENCLAW);
    List<String> problems =
        new UnfinishedRecoveries(writer, LivingHolders.of(path -> false, false))
            .finish(List.of(session), event -> {}, () -> true);
    assertEquals(List.of(), problems);
    new Sweep(NamePatterns.DEFAULT, ProcessProbe.ofThisMachine(), Machine.here(), path -> false)
        .run(List.of(session), Sweep.Intent.REMOVE, () -> true, event -> {});
  }

  /** How often; every line must be whole. */
  private static int told(Path transcript) throws IOException {
    int told = 0;
    for (String line : Files.readAllLines(transcript)) {
      Map<String, @Nullable Object> object = JsonText.object(line).orElseThrow();
      if (TranscriptForm.OPENCLAW.tells(object, "i-1")) {
        assertEquals("aaaa0001", object.get("parentId"));
        told++;
      }
    }
    return told;
  }

  private static List<String> locks(Path session) throws IOException {
    try (var files = Files.list(session)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.contains(".lock"))
          .toList();
    }
  }
}
