package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the doctor makes of a gateway's list of its sessions. */
class SessionIndexTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void transcript() throws IOException {
    Files.writeString(folder.resolve("s.jsonl"), "{}\n");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``                                             , an empty file",
        "`[{\"sessionId\":\"s\"}]`                       , what begins like a list",
        "`{\"version\":1,\"sessions\":{}}`              , a number or a boolean under \"version\"",
        "`{\"sessions\":[{\"sessionId\":\"s\"}]}`        , a list under \"sessions\"",
        "`{\"a\":{\"id\":\"s\"},\"b\":{\"id\":\"t\"}}`   , nothing has a sessionId",
        "`{\"sessions\":{\"a\":{\"sessionId\":\"s\"}}}`    , nothing has a sessionId",
        "`{\"a\":{\"sessionId\":7}}`                    , a number or a boolean as the sessionId under \"a\"",
        "`{\"a\":{\"sessionId\":\"s\"},\"b\":\"c\"}`     , text under \"b\"",
        "`{\"a\":null,\"b\":null}`                     , null under \"a\" and the like under 1 more",
        "`s s.jsonl`                                    , no JSON object",
      })
  void anIndexOfAnotherFormIsAnErrorThatSaysWhatWasFoundAndExpected(String index, String found)
      throws Exception {
    Files.writeString(folder.resolve("sessions.json"), index);
    assertEquals(4, doctor(), out.toString());
    String said = err.toString();
    assertTrue(said.startsWith("doctor: " + folder.resolve("sessions.json") + ": "), said);
    assertTrue(said.contains(": found ") && said.contains(found), said);
    assertTrue(said.contains("expected one JSON object of the form"), said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"agent:main:main\":{\"updatedAt\":1,\"origin\":{\"channel\":\"web\"}}}",
        "{\"a\":{\"sessionId\":\"s\",\"more\":[1,{\"x\":null}]}}",
        "\uFEFF {\"a\":{\"sessionId\":\"s\"},\"new\":{\"updatedAt\":1},\"b\":{\"sessionId\":\"\"}}\n"
      })
  void anIndexOfTheKnownFormIsCleanWhateverElseItsSessionsHave(String index) throws Exception {
    Files.writeString(folder.resolve("sessions.json"), index);
    assertEquals(0, doctor(), err.toString());
  }

  @Test
  void whatIsMissingIsSaidOfAnIndexThatIsPartlyOfAnotherFormToo() throws Exception {
    Files.writeString(
        folder.resolve("sessions.json"), "{\"x\":[],\"main\":{\"sessionId\":\"gone\"}}");
    assertEquals(4, doctor());
    assertTrue(out.toString().contains("Main session transcript missing"), out.toString());
  }

  @Test
  void aFolderInPlaceOfATranscriptIsAnError() throws Exception {
    Files.createDirectory(folder.resolve("d.jsonl"));
    Files.writeString(folder.resolve("sessions.json"), "{\"main\":{\"sessionId\":\"d\"}}");
    assertEquals(4, doctor());
    String said = err.toString();
    assertTrue(said.contains("d.jsonl: found a folder where the transcript of session main"), said);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPipeInPlaceOfTheIndexIsAnErrorAndNobodyWaitsForItsWriter() throws Exception {
    Path index = folder.resolve("sessions.json");
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Files.createSymbolicLink(index, pipe);
    assertInTime(() -> assertEquals(4, doctor(), out.toString()));
    Files.delete(index);
    Files.move(pipe, index);
    assertInTime(() -> assertEquals(4, doctor(), out.toString()));
    String said = "doctor: " + index + ": it is not a regular file" + System.lineSeparator();
    assertEquals(said + said, err.toString());
  }

  /** On a thread that may be left behind: no interrupt ends an open that waits. */
  private static void assertInTime(Executable check) {
    assertTimeoutPreemptively(Duration.ofSeconds(30), check);
  }

  private int doctor() {
    return Doctor.ofThisMachine()
        .run(List.of(folder), false, false, new PrintWriter(out), new PrintWriter(err));
  }
}
