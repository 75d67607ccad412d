package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import samplehost.harness.RigOptions;

/** A process that was stopped, by SIGSTOP or a frozen container, accuses nobody when it wakes. */
@Timeout(120)
class StoppedHostIT {
  private static final String OPTIONS =
      "threshold=1s,patience=2s,silence=4s,silence.head=4s,silence.child=4s,leak=1s,grace=1s";
  private static final int STOPPED_SECONDS = 9;

  @TempDir Path folder;

  @Test
  void aCallThatWasInFlightWhileTheHostWasStoppedGoesOn() throws Exception {
    try (WatchedRig watched = WatchedRig.start(RigOptions.in(folder), OPTIONS)) {
      Chat chat = new Chat(watched.rig(), "telegram", "stopped");
      chat.choose("jdk");
      chat.getStuck("+stream !slow:chunks=30:every=500ms");
      stop(watched.rig().pid());
      assertTrue(chat.isLocked(), "the call was over before the host was stopped");
      String all = chat.hear(1);
      assertTrue(all.startsWith("chunk 1; ") && all.endsWith("chunk 30; "), all);
      List<String> events =
          watched.log().events().stream().map(StoppedHostIT::name).distinct().toList();
      assertTrue(events.contains("clock.gap"), "it was not stopped: " + events);
      assertFalse(events.stream().anyMatch(e -> e.startsWith("incident.")), events::toString);
      assertFalse(events.stream().anyMatch(e -> e.startsWith("action.")), events::toString);
    }
  }

  private static String name(JsonNode event) {
    return event.path("event").asText();
  }

  /** Longer than every threshold. */
  private static void stop(long pid) throws Exception {
    String script = "kill -STOP " + pid + " && sleep " + STOPPED_SECONDS + "; kill -CONT " + pid;
    Process shell = new ProcessBuilder("sh", "-c", script).inheritIO().start();
    assertTrue(shell.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, shell.exitValue());
  }
}
