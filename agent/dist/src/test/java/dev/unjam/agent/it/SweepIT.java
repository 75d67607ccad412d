package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sweep at the start comes before the host's first lock, and never keeps it waiting for long.
 */
@Timeout(120)
class SweepIT {
  private static final Ended TAKEN = new Ended(0, "taken" + System.lineSeparator(), "");
  private static final String HAS_IT = "somebody has it" + System.lineSeparator();

  @TempDir Path folder;
  private HostProgram host;
  private Path sessions;
  private Path lock;

  @BeforeEach
  void leaveAStaleLock() throws Exception {
    host = HostProgram.of(folder, "TakesAtOnce");
    sessions = Files.createDirectory(folder.resolve("sessions"));
    lock = sessions.resolve("s.jsonl.lock");
    leave(lock);
  }

  @Test
  void aHostFindsNoStaleLockEvenIfItTakesItFirstThing() throws Exception {
    assertEquals(new Ended(0, HAS_IT, ""), host.runWith(lock.toString()));
    assertEquals(TAKEN, start("sweep=fix"));
    leave(lock);
    assertEquals(new Ended(0, HAS_IT, ""), start("sweep=off"));
    assertEquals(new Ended(0, HAS_IT, ""), start("sweep=report"));
  }

  @Test
  void whatItRemovesIsInTheLogWithWhatStoodInIt() throws Exception {
    String content = Files.readString(lock);
    Files.copy(lock, sessions.resolve("t.jsonl.lock"));
    assertEquals(TAKEN, start("sweep=fix"));
    List<JsonNode> removed = log("lockfile.removed");
    assertEquals(log("lockfile.found").size(), removed.size());
    assertTrue(
        removed.stream()
            .anyMatch(
                event ->
                    event
                            .path("path")
                            .asText()
                            .equals(lock.resolveSibling("t.jsonl.lock").toString())
                        && event.path("content").asText().equals(content)),
        removed::toString);
  }

  @Test
  void whatNoLogTakesIsOnStandardErrorWithWhatStoodInIt() throws Exception {
    Path noFolder = Files.createFile(folder.resolve("file"));
    for (String log : List.of("none", noFolder.resolve("u.jsonl").toString())) {
      Files.deleteIfExists(lock);
      leave(lock);
      String content = Files.readString(lock).replace("\"", "\\\"");
      Ended ended = start("sweep=fix,log.json=" + log);
      assertEquals(TAKEN.out(), ended.out(), ended::toString);
      List<String> evidence =
          ended.ours().stream().filter(line -> !line.startsWith("unjam: the log ")).toList();
      assertEquals(1, evidence.size(), ended::toString);
      String line = evidence.get(0);
      assertTrue(line.startsWith("unjam: sweep of sessions: " + lock + " pid="), line);
      assertTrue(line.endsWith("content=\"" + content + "\""), () -> line + " of " + content);
    }
  }

  @Test
  void anEntryThatAKilledProcessOwesIsWrittenWithoutASweepAsWell() throws Exception {
    Path transcript = sessions.resolve("s.jsonl");
    Files.writeString(transcript, "{\"type\":\"message\",\"id\":\"first\"}\n");
    Files.writeString(
        sessions.resolve(".unjam.journal"),
        "{\"transcript\":\"s.jsonl\",\"size\":32,\"incident\":\"inc-1-a-2\","
            + "\"at\":\""
            + Instant.now()
            + "\",\"message\":\"quota\",\"data\":{}}\n");
    start("sweep=off,mode=observe");
    assertFalse(Files.readString(transcript).contains("openclaw:prompt-error"));
    assertEquals(new Ended(0, HAS_IT, ""), start("sweep=off"));
    assertTrue(Files.readString(transcript).contains("openclaw:prompt-error"));
    Transcripts.assertWhole(transcript);
  }

  @Test
  void aHostWhoseFoldersCannotBeSweptInTimeBeginsWithoutThem() throws Exception {
    for (int i = 0; i < 20; i++) {
      leave(sessions.resolve(i + ".jsonl.lock"));
    }
    Path guard = sessions.resolve(".unjam.guard");
    try (FileChannel channel =
            FileChannel.open(guard, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock busy = channel.lock()) {
      Ended ended = startOnce("sweep=fix");
      assertTrue(busy.isValid());
      assertEquals(HAS_IT, ended.out());
      assertEquals(1, ended.ours().size(), ended::toString);
      assertTrue(ended.ours().get(0).contains("not complete within"), ended::toString);
      assertFalse(ended.err().contains("Exception"), ended::toString);
    }
    assertEquals(TAKEN, start("sweep=fix"));
  }

  /** Again where this machine is so busy that even a free folder was not swept in time. */
  private Ended start(String sweep) throws Exception {
    Ended ended = startOnce(sweep);
    for (int i = 0; i < 5 && ended.err().contains("not complete within"); i++) {
      Files.deleteIfExists(lock);
      leave(lock);
      ended = startOnce(sweep);
    }
    return ended;
  }

  private Ended startOnce(String sweep) throws IOException {
    return host.runWith(
        lock.toString(), Packaged.agent("sessions=" + sessions + "," + sweep + ",log=none"));
  }

  private List<JsonNode> log(String event) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder, "unjam-*.jsonl")) {
      for (Path file : files) {
        events.addAll(new AgentLog(file).events(event));
      }
    }
    return events;
  }

  private static void leave(Path lock) throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    String payload = "{\"pid\":" + dead.pid() + ",\"createdAt\":\"" + Instant.now() + "\"}";
    Files.writeString(lock, payload);
  }
}
