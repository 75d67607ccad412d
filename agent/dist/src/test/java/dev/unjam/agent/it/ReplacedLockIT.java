package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another process breaks lock files of the host's, as some do by their age, and holds files of the
 * same names, mostly with the same inodes: neither those files nor whoever has lost his comes to
 * harm, though he is refused and waits. Who is stuck under a file of his own is freed, one that he
 * has put in the place of the first one, too.
 */
@Timeout(120)
class ReplacedLockIT {
  /** What the agent takes for the writing of the payload, and some more. */
  private static final long FIRST_MOMENT_MILLIS = 2_500;

  @TempDir Path folder;

  @Test
  void whatAnotherProcessHasMadeSinceIsItsOwn() throws Exception {
    List<String> contents =
        List.of("", "{\"owner\":\"node-7\"}", "{\"pid\":" + ProcessHandle.current().pid() + "}");
    HostProgram program = HostProgram.of(folder, "Replaced");
    try (HostScenario host = HostScenario.start(program, "broken")) {
      assertEquals("taken", host.says());
      Path work = host.folder().resolve("work");
      List<Object> made = new ArrayList<>();
      for (int i = 0; i < contents.size(); i++) {
        made.add(replace(work.resolve("v" + i + ".jsonl.lock"), contents.get(i)));
      }
      host.goOn();
      assertEquals("next has it, next has it, fine, fine, fine", host.says(), host.log()::text);
      for (int i = 0; i < contents.size(); i++) {
        Path lock = work.resolve("v" + i + ".jsonl.lock");
        assertEquals(made.get(i), key(lock), host.log()::text);
        assertEquals(contents.get(i), Files.readString(lock));
        assertFalse(Files.exists(work.resolve("v" + i + ".jsonl")), "an entry that tells of it");
      }
      assertTrue(host.log().text().contains("s.jsonl.lock"), host.log()::text);
      assertTrue(host.log().text().contains("r.jsonl.lock"), host.log()::text);
      for (JsonNode event : host.log().events("action.started")) {
        assertEquals("stuck", event.path("holder").asText(), host.log()::text);
      }
      host.assertUnharmed();
    }
  }

  private static Object replace(Path lock, String content) throws IOException {
    long taken = Files.getLastModifiedTime(lock).toMillis();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> System.currentTimeMillis() - taken > FIRST_MOMENT_MILLIS);
    Files.delete(lock);
    Files.createFile(lock);
    Files.writeString(lock, content);
    return key(lock);
  }

  private static Object key(Path lock) throws IOException {
    Object key = Files.readAttributes(lock, "fileKey").get("fileKey");
    return key == null ? "none" : key;
  }
}
