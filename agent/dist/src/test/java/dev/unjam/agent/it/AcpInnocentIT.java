package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import samplehost.harness.RigOptions;

/** A child that works, however quietly, is left alone; one that only sleeps is not. */
@Timeout(180)
class AcpInnocentIT {
  private static final String OPTIONS = "threshold=2s,silence=4s,silence.child=6s,leak=1s,grace=1s";
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private static final List<String> LEFT_ALONE =
      List.of(
          "acp !tool:burn:for=15s",
          "acp !slow:chunks=5:every=3s",
          "acp !flood-stderr:mb=16",
          "acp !hearsay:for=4s",
          "acp !flood-on:for=3s",
          "shared !tool:burn:for=15s",
          "shared !slow:chunks=5:every=3s");

  @TempDir static Path folder;
  private static WatchedRig watched;
  private static final Map<String, Chat> CHATS = new LinkedHashMap<>();

  @BeforeAll
  static void start() throws Exception {
    watched = WatchedRig.start(RigOptions.in(folder).withWorkers(20), OPTIONS);
    for (String scenario : LEFT_ALONE) {
      CHATS.put(scenario, chat(scenario.substring(0, scenario.indexOf(' ')), scenario));
    }
    CHATS.put("sleeper", chat("acp", "sleeper"));
    for (String scenario : LEFT_ALONE) {
      of(scenario).getStuck(scenario.substring(scenario.indexOf(' ') + 1));
    }
  }

  private static Chat chat(String runtime, String name) throws Exception {
    Chat chat = new Chat(watched.rig(), "whatsapp", name);
    chat.choose(runtime);
    chat.say("first");
    assertEquals("echo: first", chat.hear(1));
    chat.awaitLocked(false);
    return chat;
  }

  private static Chat of(String name) {
    return Objects.requireNonNull(CHATS.get(name), name);
  }

  @AfterAll
  static void stop() throws IOException {
    watched.close();
  }

  @ParameterizedTest
  @FieldSource("LEFT_ALONE")
  void whoWorksIsLeftAlone(String scenario) throws Exception {
    Chat chat = of(scenario);
    String all = chat.hear(2);
    assertTrue(all.contains("echo: !") || all.endsWith("chunk 5; "), all);
    chat.awaitLocked(false);
    assertTrue(Incident.isNone(watched.log(), chat.lockFile()), watched.log()::text);
  }

  @Test
  void whoOnlySleepsIsNot() throws Exception {
    Chat chat = of("sleeper");
    chat.getStuck("!tool:sleep:for=100s");
    Incident incident = Incident.released(watched.log(), chat.lockFile(), DEADLINE);
    assertTrue(incident.outcome(DEADLINE).startsWith("released_by_"));
    assertTrue(chat.hear(2).startsWith("⚠️ "));
  }
}
