package dev.unjam.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
  @TempDir Path folder;

  @Test
  void theStrongestSourceWinsKeyByKey() throws Exception {
    Path file = write("threshold=1s\npatience=1s\nleak=1s\ngrace=1s\n");
    Map<String, String> environment = new HashMap<>();
    environment.put("UNJAM_CONFIG", file.toString());
    environment.put("UNJAM_THRESHOLD", "2s");
    environment.put("UNJAM_PATIENCE", "2s");
    environment.put("UNJAM_LEAK", "2s");
    Properties system = new Properties();
    system.setProperty("unjam.threshold", "3s");
    system.setProperty("unjam.patience", "3s");

    Options options = Options.parse("threshold=4s", system, environment);

    assertEquals(Duration.ofSeconds(4), options.threshold());
    assertEquals(Duration.ofSeconds(3), options.patience());
    assertEquals(Duration.ofSeconds(2), options.leak());
    assertEquals(Duration.ofSeconds(1), options.grace());
    assertEquals(Duration.ofMillis(250), options.scan());
  }

  @Test
  void theFileIsPropertiesInUtf8WithContinuedLinesAndAByteOrderMark() throws Exception {
    Path file =
        write("\uFEFF# comment \\\nsessions = /srv/später, \\\n    /srv/b\n\n! more\nmode:observe");
    Options options = Options.parse("config=" + file, new Properties(), Map.of());
    assertEquals(List.of("/srv/später", "/srv/b"), options.sessions());
    assertEquals(Mode.OBSERVE, options.mode());
  }

  @Test
  void namesThatAreNotOursAreLeftAlone() throws BadOptionException {
    Properties system = new Properties();
    system.setProperty("unjam.internal.jar", "/opt/unjam.jar");
    system.setProperty("unjammed", "x");
    Options options =
        Options.parse(
            "", system, Map.of("UNJAM_JAR", "x", "UNJAM_HOME", "y", "UNJAM_MODE", "", "PATH", "z"));
    assertEquals(Mode.ACT, options.mode());
  }

  @Test
  void aRequestTravelsAsAgentArgumentsAndComesBackTheSame() {
    AgentRequest mode = new AgentRequest("mode", "observe", "/tmp/a,unjam.value=b,c");
    assertEquals(mode, AgentRequest.of(mode.toAgentArguments()));
    AgentRequest status = new AgentRequest("status", null, "/tmp/r");
    assertEquals(status, AgentRequest.of(status.toAgentArguments()));
  }

  @Test
  void optionsAreNotTakenForARequest() {
    assertNull(AgentRequest.of(null));
    assertNull(AgentRequest.of("mode=observe"));
    assertNull(AgentRequest.of("unjam.verb=status"));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("unjam.properties"), text);
  }
}
