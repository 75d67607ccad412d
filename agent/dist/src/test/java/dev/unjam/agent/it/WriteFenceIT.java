package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes back after its lock file was taken away writes nothing to the transcript any more. */
@Timeout(180)
class WriteFenceIT {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static HostScenario pooled;
  private static HostScenario plain;
  private static HostScenario kept;
  private static HostScenario race;
  private static HostScenario anew;
  private static HostScenario moved;
  private static HostScenario renamed;

  /** All at once, so that the waiting is done once. */
  @BeforeAll
  static void start() throws IOException {
    HostProgram program = HostProgram.of(folder, "Fenced");
    pooled = HostScenario.start(program, "pooled");
    Path template =
        Files.writeString(
            folder.resolve("template.json"),
            "{\"type\":\"custom\",\"after\":\"${parent}\",\"why\":\"${message}\","
                + "\"incident\":\"${incident}\",\"id\":\"error\"}");
    plain = HostScenario.start(program, "plain", "-Dunjam.transcript=file:" + template);
    kept = HostScenario.start(program, "kept", "-Dunjam.mode=observe");
    HostProgram takes = HostProgram.of(folder, "FencedAnew");
    anew = HostScenario.start(takes, "anew");
    moved = HostScenario.start(takes, "moved");
    renamed = HostScenario.start(takes, "renamed");
    HostProgram racing = HostProgram.of(folder, "FencedRace");
    race = HostScenario.start(racing, "race", "-XX:+TieredCompilation");
  }

  @AfterAll
  static void end() {
    List.of(pooled, plain, kept, race, anew, moved, renamed)
        .forEach(host -> host.process().destroyForcibly());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pooled", "plain"})
  void everyWayToWriteIsRefusedToTheFormerHolderAlone(String name) throws Exception {
    assertRefused(name.equals("pooled") ? pooled : plain);
  }

  @Test
  @EnabledForJreRange(minVersion = 21)
  void soItIsForAVirtualThread() throws Exception {
    assertRefused(HostScenario.start(HostProgram.of(folder, "Fenced"), "virtual"));
  }

  private static void assertRefused(HostScenario former) throws Exception {
    try (HostScenario host = former) {
      Map<String, String> said = said(host);
      Map<String, String> expected = new LinkedHashMap<>();
      said.forEach((way, how) -> expected.put(way, "refused"));
      expected.replace("elsewhere", "written");
      expected.replace("next", "written");
      expected.replace("again", "written");
      assertEquals(expected, said, host.log()::text);
      assertTrue(said.size() >= 31, said::toString);
      List<String> ids = transcript(host);
      assertFalse(ids.contains("late"), ids::toString);
      assertEquals(List.of("first", "error", "next", "after", "again"), ids);
      host.log()
          .awaitEvent(
              "zombie.absorbed",
              e ->
                  e.path("act").asText().equals("write")
                      && e.path("incident").asText().startsWith("inc-"),
              DEADLINE);
      host.assertUnharmed();
    }
  }

  @Test
  void withoutTheRemedyTheSameWritesGoThrough() throws Exception {
    try (HostScenario host = kept) {
      host.log().awaitEvent("action.would_have", e -> true, DEADLINE);
      host.goOn();
      Map<String, String> said = said(host);
      said.forEach((way, how) -> assertEquals("written", how, way));
      assertTrue(said.size() >= 17, said::toString);
      assertNotEquals(List.of(), host.log().events("incident.opened"));
      assertTrue(transcript(host).contains("late"));
      host.assertUnharmed();
    }
  }

  @Test
  void whoHasProperlyTakenTheLockAnewIsLetWriteHoweverThatWasDone() throws Exception {
    try (HostScenario host = anew) {
      assertEquals(
          Map.of("before", "refused", "chained", "written", "linked", "written"),
          said(host),
          host.log()::text);
      host.assertUnharmed();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"moved", "renamed"})
  void whoHasTakenTheLockOverByReplacingItIsAsWell(String name) throws Exception {
    try (HostScenario host = name.equals("moved") ? moved : renamed) {
      assertEquals(
          Map.of("before", "refused", "after", "written", "left", "false"),
          said(host),
          host.log()::text);
      host.assertUnharmed();
    }
  }

  /** Work that the holder handed over writes without a pause until the very moment. */
  @Test
  void nothingSlipsInBetweenTheErrorAndTheNextHolder() throws Exception {
    try (HostScenario host = race) {
      assertEquals("refused 6", host.says(), host.log()::text);
      for (int i = 0; i < 6; i++) {
        List<String> ids = transcript(host, "s" + i + ".jsonl");
        int error = ids.indexOf("error");
        assertTrue(error > 0 && ids.get(error - 1).startsWith("old-"), "written until then");
        assertEquals(List.of("error", "next"), ids.subList(error, ids.size()));
      }
      host.assertUnharmed();
    }
  }

  private static Map<String, String> said(HostScenario host) {
    Map<String, String> said = new LinkedHashMap<>();
    for (String line = host.says(); !line.equals("end"); line = host.says()) {
      assertFalse(line.startsWith("it ended"), line);
      String[] words = line.split(": ", 2);
      said.put(words[0], words[1]);
    }
    return said;
  }

  /** The entries' ids, ours as {@code error}; each line is whole. */
  private static List<String> transcript(HostScenario host) throws IOException {
    return transcript(host, "s.jsonl");
  }

  private static List<String> transcript(HostScenario host, String name) throws IOException {
    Path file = host.folder().resolve("work").resolve(name);
    Transcripts.assertWhole(file);
    List<String> ids = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      boolean ours = line.contains("openclaw:prompt-error");
      ids.add(ours ? "error" : line.replaceAll(".*\"id\":\"([^\"]*)\".*", "$1"));
    }
    return ids;
  }
}
