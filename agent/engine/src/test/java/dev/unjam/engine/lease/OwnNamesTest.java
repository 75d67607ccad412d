package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.ProcessProbe;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the doctor makes of names of the user's own beside an index that may name transcripts so.
 */
@EnabledOnOs(OS.LINUX)
class OwnNamesTest {
  private static final NamePatterns OWN = new NamePatterns(List.of("main.*", "*.lock"));

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path transcript;
  private Path odd;
  private Path usual;

  @BeforeEach
  void anEmptyTranscriptOfAnOddName() throws IOException {
    Files.writeString(folder.resolve("s.jsonl"), "{}\n");
    transcript = aged("main.log");
    odd = aged("main.lck");
    usual = aged("s.jsonl.lock");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"a\":{\"sessionId\":\"x\",\"sessionFile\":\"main.l",
        "[]",
        "{\"a\":{\"sessionId\":\"s\"},\"b\":[\"main.log\"]}",
        "{\"a\":{\"id\":\"main.log\"}}",
      })
  void whereTheIndexIsNotUnderstoodNothingIsRemovedAndItIsSaidWhy(String index) throws Exception {
    Files.writeString(folder.resolve("sessions.json"), index);
    assertNothingIsRemoved();
    assertTrue(
        err.toString().contains("sessions.json: not of a form that is known"), err::toString);
  }

  @Test
  void whereTheIndexCannotBeReadNothingIsRemovedAndItIsSaidWhy() throws Exception {
    Files.createDirectory(folder.resolve("sessions.json"));
    assertNothingIsRemoved();
    assertTrue(err.toString().contains("sessions.json: "), err::toString);
  }

  private void assertNothingIsRemoved() {
    assertEquals(4, fix(OWN), out::toString);
    for (Path each : List.of(transcript, odd, usual)) {
      assertTrue(Files.exists(each), each::toString);
    }
    List<String> locks = out.toString().lines().filter(line -> line.contains(" pid=")).toList();
    assertEquals(3, locks.size(), out::toString);
    for (String line : locks) {
      assertTrue(line.contains(" stale=no │ verdict=unknown why=\"it may be a transcript: "), line);
      assertTrue(line.contains("left: only stale locks are removed"), line);
    }
  }

  @Test
  void whereTheNamesAreTheUsualOnesTheIndexIsOfNoAccount() throws Exception {
    Files.writeString(folder.resolve("sessions.json"), "{\"a\":");
    assertEquals(4, fix(NamePatterns.DEFAULT), out::toString);
    assertFalse(Files.exists(usual), "it is a lock, and nobody's");
    assertTrue(Files.exists(transcript));
    assertTrue(Files.exists(odd));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whereTheIndexIsWholeOrThereIsNoneWhatIsStaleIsRemoved(boolean indexed) throws Exception {
    if (indexed) {
      Files.writeString(
          folder.resolve("sessions.json"),
          "{\"a\":{\"sessionId\":\"s\"},\"b\":{\"sessionId\":\"x\",\"sessionFile\":\"main.log\"}}");
    }
    assertEquals(2, fix(OWN), err::toString);
    assertFalse(Files.exists(odd));
    assertFalse(Files.exists(usual));
    assertEquals(indexed, Files.exists(transcript), "nothing else says that it is one");
  }

  /** What is left aside is finished before the index is read. */
  @Test
  void aTranscriptThatLiesAsideIsPutBackWithoutTheIndex() throws Exception {
    String entry = "{\"type\":\"session\",\"id\":\"x\"}\n";
    Path aside = folder.resolve("main.txt.1f" + Aside.SUFFIX);
    Locks.aged(Files.writeString(aside, entry), Duration.ofHours(1));
    fix(OWN);
    assertFalse(Files.exists(aside));
    assertEquals(entry, Files.readString(folder.resolve("main.txt")));
  }

  private Path aged(String name) throws IOException {
    return Locks.aged(Locks.write(folder, name, ""), Duration.ofHours(1));
  }

  private int fix(NamePatterns names) {
    Doctor doctor = new Doctor(names, ProcessProbe.ofThisMachine(), HolderInquiry.NOBODY);
    return doctor.run(List.of(folder), false, true, new PrintWriter(out), new PrintWriter(err));
  }
}
