package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.unjam.weave.Catalogue;
import dev.unjam.weave.WeaveModule;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every class of the catalogue is woven on this JDK, and every hook sees what it is there for. */
@Timeout(120)
class EveryTargetIT {
  private static final String LOCKS = "java.util.concurrent.locks.";
  private static final Duration DEADLINE = Duration.ofSeconds(40);

  @TempDir static Path folder;
  private static LiveHost host;
  private static JsonNode status;

  @BeforeAll
  static void touchEverything() throws Exception {
    HostProgram program = HostProgram.of(folder, "EveryTarget");
    Path files = Files.createDirectory(folder.resolve("files")).toRealPath();
    host = LiveHost.start(program, Packaged.agent(""), files.toString());
    AgentLog.of(folder, host.pid()).awaitEvent("agent.started", e -> true, DEADLINE);
    status =
        Awaitility.await()
            .atMost(DEADLINE)
            .until(() -> Verb.status(host.pid()), s -> s.path("calls").size() >= 6);
  }

  @AfterAll
  static void stop() throws Exception {
    try {
      assertEquals(0, Verb.status(host.pid()).path("suppressed").asLong(-1));
    } finally {
      host.close();
    }
  }

  @Test
  void everyClassOfTheCatalogueThatThisJdkHasIsWoven() {
    assertEquals("{}", status.path("not_woven").toString());
    List<String> woven = new ArrayList<>();
    status.path("woven_classes").forEach(name -> woven.add(name.asText()));
    assertTrue(woven.contains("java/util/concurrent/locks/AbstractOwnableSynchronizer"));
    for (WeaveModule module : Catalogue.modules()) {
      for (String target : module.targets().keySet()) {
        boolean prefix = target.endsWith("*");
        String name = prefix ? target.substring(0, target.length() - 1) : target;
        boolean there =
            prefix ? woven.stream().anyMatch(w -> w.startsWith(name)) : woven.contains(name);
        assertTrue(there || (!prefix && type(name) == null), target + " is not in " + woven);
      }
    }
  }

  @Test
  void whatComesLateIsNotWovenWhereThereWasNoIncident() {
    List<String> woven = new ArrayList<>();
    status.path("woven_classes").forEach(name -> woven.add(name.asText()));
    for (String late : List.of("java/io/FileOutputStream", "java/io/RandomAccessFile")) {
      assertFalse(woven.contains(late), woven::toString);
    }
  }

  @Test
  void everyMethodThatTheCatalogueNamesIsThere() {
    Stream.concat(Catalogue.modules().stream(), Catalogue.late().stream())
        .forEach(module -> module.targets().forEach(EveryTargetIT::assertHasMethods));
  }

  private static void assertHasMethods(String target, String[] methods) {
    Class<?> type = target.endsWith("*") ? null : type(target);
    if (type == null) {
      return;
    }
    List<String> there = new ArrayList<>();
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      Arrays.stream(c.getDeclaredMethods()).map(Method::getName).forEach(there::add);
    }
    for (String method : methods) {
      assertTrue(there.contains(method), target + " has no " + method);
    }
  }

  private static @Nullable Class<?> type(String internalName) {
    try {
      return Class.forName(internalName.replace('/', '.'), false, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  @Test
  void everyLockAndEveryLockFileThatIsHeldIsSeenWithItsHolder() {
    Map<String, String> seen = new TreeMap<>();
    for (JsonNode hold : status.path("holds")) {
      String lock = hold.path("lock").asText();
      seen.put(hold.path("holder").asText(), lock.substring(lock.lastIndexOf('/') + 1));
    }
    for (String way :
        List.of(
            "create-new-file",
            "write-string",
            "create-file",
            "channel",
            "async-channel",
            "link",
            "symbolic-link",
            "copy")) {
      assertEquals(way + ".lock", seen.get(way), () -> "holds: " + seen);
    }
    assertTrue(
        String.valueOf(seen.get("lock")).startsWith(LOCKS + "ReentrantLock"), seen::toString);
    String write = String.valueOf(seen.get("write-lock"));
    assertTrue(write.startsWith(LOCKS + "ReentrantReadWriteLock"), seen::toString);
  }

  @Test
  void aLockFileThatWasDeletedOrRenamedAwayIsHeldByNobody() {
    for (JsonNode hold : status.path("holds")) {
      String holder = hold.path("holder").asText();
      assertTrue(!holder.matches("deleted|deleted-io|moved|renamed"), hold::toString);
    }
  }

  @Test
  void everyKindOfCallIsSeen() {
    TreeSet<String> seen = new TreeSet<>();
    status.path("calls").forEach(c -> seen.add(c.path("client").asText() + " " + phase(c)));
    TreeSet<String> holders = new TreeSet<>();
    for (JsonNode hold : status.path("holds")) {
      if (hold.path("call").isTextual()) {
        holders.add(hold.path("holder").asText());
      }
    }
    assertEquals(
        List.of("HttpURLConnection", "body", "child", "send", "send-async", "socket"),
        List.copyOf(holders),
        () -> seen + " in " + status);
  }

  private static String phase(JsonNode call) {
    return call.path("phase").asText();
  }
}
