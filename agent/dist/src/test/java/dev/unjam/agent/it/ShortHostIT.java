package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host that is over before the agent has started leaves a line in the log nevertheless. */
@Timeout(120)
class ShortHostIT {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"return, 0", "exit, 7", "throw, 1"})
  void howeverAHostEndsTheLogSaysThatTheAgentWasThere(String way, int status) throws IOException {
    HostProgram host = HostProgram.of(folder, "Short");
    Ended bare = host.runWith(way);
    assertEquals(status, bare.status(), bare::toString);
    assertEquals(bare, host.runWith(way, Packaged.agent("mode=observe")));
    List<JsonNode> events = events();
    JsonNode last = events.get(events.size() - 1);
    assertEquals("agent.stopped", last.path("event").asText(), events::toString);
    assertTrue(last.path("why").asText().startsWith("the JVM end"), events::toString);
    assertEquals("observe", last.path("mode").asText());
    assertEquals(0, last.path("suppressed").asLong(-1));
    try (var logs = Files.newDirectoryStream(folder, "unjam-*.log")) {
      String human = Files.readString(logs.iterator().next());
      assertTrue(
          human.stripTrailing().lines().reduce((a, b) -> b).orElse("").contains("stopped: "));
    }
  }

  @Test
  void aLogThatCannotBeWrittenIsNoWordInTheOutputOfAShortProgram() throws IOException {
    HostProgram host = HostProgram.of(folder, "Short");
    Path noFolder = Files.writeString(folder.resolve("file"), "").resolve("unjam");
    String options = "mode=observe,log=" + noFolder + ".log,log.json=" + noFolder + ".jsonl";
    assertEquals(host.runWith("return"), host.runWith("return", Packaged.agent(options)));
    assertEquals(List.of(), events());
  }

  @Test
  void aHostWithoutAMainLeavesNoLog() throws IOException {
    List<String> version = List.of(Packaged.java().toString(), Packaged.agent(""), "-version");
    assertEquals(0, Ended.run(folder, version, Map.of()).status());
    assertEquals(List.of(), events());
  }

  @Test
  void anAgentThatDidNotStartOrIsOffLeavesNoLog() throws IOException {
    HostProgram host = HostProgram.of(folder, "Short");
    assertEquals(0, host.runWith("return", Packaged.agent("mode=off")).status());
    assertEquals(0, host.runWith("return", Packaged.agent("treshold=1s")).status());
    assertEquals(List.of(), events());
  }

  private List<JsonNode> events() throws IOException {
    List<JsonNode> events = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder, "unjam-*.jsonl")) {
      for (Path file : files) {
        events.addAll(new AgentLog(file).events());
      }
    }
    return events;
  }
}
