package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.Children;
import dev.unjam.engine.os.Machine;
import dev.unjam.engine.os.ProcessProbe;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dunjam.torture.kills=200} makes it the long one. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KillTest {
  private static final int KILLS = Integer.getInteger("unjam.torture.kills", 8);

  @TempDir Path folder;

  @Test
  void aRemoverThatIsKilledLeavesTheLockOrNothingAndTheNextSweepFinishesIt() throws Exception {
    long dead = Children.dead();
    for (int i = 0; i < KILLS; i++) {
      List<String> said = killedAmid("remove", Long.toString(dead));
      said.forEach(line -> assertTrue(line.contains("removed=true"), line));
      assertTrue(locksAndAsides().size() <= 1, "two of one lock: " + locksAndAsides());
      sweep();
      assertEquals(List.of(), locksAndAsides());
    }
  }

  @Test
  void anEntryIsThereExactlyOnceHoweverOftenItsWriterIsKilled() throws Exception {
    int next = 0;
    for (int i = 0; i < KILLS; i++) {
      List<String> told = killedAmid("tell", Integer.toString(next));
      next = Integer.parseInt(told.get(told.size() - 1)) + 1;
    }
    List<String> incidents = new ArrayList<>();
    @Nullable Object parent = null;
    for (String line : Files.readAllLines(folder.resolve("s.jsonl"))) {
      Map<String, @Nullable Object> entry = JsonText.object(line).orElse(Map.of());
      if ("custom".equals(entry.get("type"))) {
        assertEquals(parent, entry.get("parentId"));
        parent = entry.get("id");
        Map<?, ?> data = (Map<?, ?>) Objects.requireNonNull(entry.get("data"));
        incidents.add(String.valueOf(data.get("incident")));
      }
    }
    assertEquals(incidents.stream().distinct().toList(), incidents);
    assertTrue(incidents.size() >= next, incidents.size() + " of " + next);
  }

  private List<String> killedAmid(String what, String argument) throws IOException {
    try (Children children = new Children()) {
      Process victim =
          children.start(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-cp",
              System.getProperty("java.class.path"),
              Victim.class.getName(),
              what,
              folder.toString(),
              argument);
      BufferedReader out = victim.inputReader(StandardCharsets.UTF_8);
      List<String> said = new ArrayList<>();
      long enough = ThreadLocalRandom.current().nextLong(1, 40);
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        said.add(line);
        if (said.size() == enough) {
          assertTrue(
              victim.toHandle().destroyForcibly()); // unlike the Process it leaves the pipe open
        }
      }
      victim.onExit().join();
      assertTrue(said.size() >= enough, "it ended by itself: " + said);
      return said;
    }
  }

  private void sweep() {
    new Sweep(NamePatterns.DEFAULT, ProcessProbe.ofThisMachine(), Machine.here(), path -> false)
        .run(List.of(folder), Sweep.Intent.REMOVE, () -> true, event -> {});
  }

  private List<String> locksAndAsides() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.contains(".lock"))
          .toList();
    }
  }
}
