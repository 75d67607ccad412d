package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the start does about transcripts. */
@Timeout(120)
class TranscriptIT {
  private static final String MESSAGE = "{\"type\":\"message\",\"id\":\"first\"}\n";

  @TempDir Path folder;

  /** The host runs all the same. */
  @Test
  void aBadTemplateIsSaidWithKeyValueSourceAndWhatWouldBeRight() throws Exception {
    Path template = Files.writeString(folder.resolve("t.json"), "{\"a\":\"${incident} \"}");
    HostProgram program = HostProgram.of(folder, "Plain");
    Ended ended = program.run("-Dunjam.transcript=file:" + template, Packaged.agent(""));
    List<String> ours = ended.err().lines().filter(line -> line.startsWith("unjam:")).toList();
    assertEquals(
        List.of(
            "unjam: not started, the host runs without it: transcript=\"file:"
                + template
                + "\" from the system property unjam.transcript: the template needs a value in"
                + " its entry that is exactly \"${incident}\", by which the entry is found again"
                + " and written once"),
        ours);
    assertEquals(program.run().status(), ended.status());
  }

  @Test
  void anEntryInWhoseMidstAProcessWasKilledIsWrittenByTheNextStartOnce() throws Exception {
    Path sessions = killed();
    assertEquals(MESSAGE, start(sessions, "mode=observe"));
    String act = "log.json=" + folder.resolve("act.jsonl");
    List<String> lines = start(sessions, act).lines().toList();
    assertEquals(2, lines.size(), lines::toString);
    assertTrue(lines.get(1).contains("\"customType\":\"openclaw:prompt-error\""), lines.get(1));
    assertTrue(lines.get(1).contains("\"parentId\":\"first\""), lines.get(1));
    assertTrue(Files.notExists(sessions.resolve("s.jsonl.lock")), "its lock is stale");
    String log = Files.readString(folder.resolve("act.jsonl"));
    int written = log.indexOf("recovery.written");
    assertTrue(written > 0 && written < log.indexOf("lockfile.removed"), log);
    assertEquals(lines, start(sessions, "mode=act").lines().toList());
  }

  private Path killed() throws IOException {
    Path sessions = Files.createDirectory(folder.resolve("sessions"));
    Files.writeString(sessions.resolve("s.jsonl"), MESSAGE);
    long dead = dead();
    Files.writeString(sessions.resolve("s.jsonl.lock"), "{\"pid\":" + dead + "}");
    Files.writeString(
        sessions.resolve(".unjam.journal"),
        "{\"transcript\":\"s.jsonl\",\"size\":32,\"incident\":\"inc-1-abc-1\","
            + "\"at\":\"2026-01-01T00:00:00Z\",\"message\":\"quota\",\"data\":{}}\n");
    return sessions;
  }

  private static long dead() throws IOException {
    Process process = new ProcessBuilder("true").start();
    process.onExit().join();
    return process.pid();
  }

  private String start(Path sessions, String options) throws IOException {
    HostProgram program = HostProgram.of(Files.createTempDirectory(folder, "run"), "AfterStart");
    Ended ended = program.run(Packaged.agent(options + ",sessions=" + sessions));
    assertEquals("", ended.err());
    assertEquals(0, ended.status());
    return Files.readString(sessions.resolve("s.jsonl"));
  }
}
