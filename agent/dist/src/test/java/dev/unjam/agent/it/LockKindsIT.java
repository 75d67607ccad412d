package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of lock is seen while it is held, in whichever way it was taken, and then no more. */
@Timeout(120)
class LockKindsIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Pattern WAY =
      Pattern.compile("on\\(t, \"((held|free)-[a-z_]+-[a-z0-9_]+)\"");

  private static final String[] SOURCES = {
    "Ways",
    "KindsOfReadLock",
    "KindsOfPermit",
    "KindsOfStamp",
    "KindsOfMutex",
    "KindsOfFileLock",
    "Leaks",
    "Kinds"
  };

  @TempDir Path folder;

  @Test
  void everyKindIsSeenOnPlatformThreads() throws Exception {
    assertSeen();
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void everyKindIsSeenOnVirtualThreads() throws Exception {
    assertSeen("virtual");
  }

  private void assertSeen(String... more) throws Exception {
    HostProgram program = HostProgram.of(folder, "Kinds");
    Path files = Files.createDirectory(folder.resolve("files")).toRealPath();
    List<String> arguments = new ArrayList<>(List.of(files.toString()));
    arguments.addAll(List.of(more));
    try (LiveHost host =
        LiveHost.start(program, Packaged.agent("leak=1s,mode=observe"), arguments)) {
      AgentLog log = AgentLog.of(folder, host.pid());
      log.awaitEvent("incident.opened", e -> holder(e).startsWith("ForkJoinPool"), DEADLINE);
      log.awaitEvent("incident.opened", e -> holder(e).equals("leak-pool"), DEADLINE);
      log.awaitEvent("incident.opened", e -> holder(e).equals("leak-dead"), DEADLINE);
      JsonNode status = Verb.status(host.pid());
      assertEquals(expected(), seen(status), status::toString);
      assertDetails(status, files);
      for (JsonNode e : log.events("incident.opened")) {
        assertEquals("leaked", e.path("verdict").asText(), e::toString);
        assertTrue(holder(e).matches("ForkJoinPool.*|leak-.*"), e::toString);
      }
      assertEquals(0, status.path("suppressed").asLong(-1), status::toString);
    }
  }

  private static String holder(JsonNode e) {
    return e.path("holder").asText();
  }

  /** The ways to hold that the host's source names, each with its kind. */
  private Set<String> expected() throws Exception {
    Set<String> ways = new TreeSet<>();
    StringBuilder source = new StringBuilder();
    for (String each : SOURCES) {
      source.append(Files.readString(HostProgram.source(each)));
    }
    Matcher m = WAY.matcher(source);
    int free = 0;
    while (m.find()) {
      if (m.group(2).equals("held")) {
        ways.add(m.group(1) + " " + m.group(1).split("-", 3)[1]);
      } else {
        free++;
      }
    }
    assertTrue(ways.size() > 25 && free > 10, ways::toString);
    return ways;
  }

  private static Set<String> seen(JsonNode status) {
    Set<String> ways = new TreeSet<>();
    for (JsonNode hold : status.path("holds")) {
      String holder = hold.path("holder").asText();
      if (holder.matches("(held|free)-.*")) {
        ways.add(holder + " " + hold.path("kind").asText());
      }
    }
    return ways;
  }

  private static void assertDetails(JsonNode status, Path files) {
    Map<String, String> details = new TreeMap<>();
    Map<String, String> names = new TreeMap<>();
    for (JsonNode hold : status.path("holds")) {
      details.put(hold.path("holder").asText(), hold.path("detail").asText());
      names.put(hold.path("holder").asText(), hold.path("lock").asText());
    }
    assertEquals("2 permits", details.get("held-semaphore-2_permits"));
    assertEquals("4 permits", details.get("held-semaphore-drained"));
    assertEquals("write", details.get("held-stamped_lock-read_to_write"));
    assertEquals("read", details.get("held-stamped_lock-write_to_read"));
    assertEquals("read", details.get("held-read_lock-once_of_twice"));
    assertEquals(files.resolve("a").toString(), names.get("held-file_lock-lock"));
  }
}
