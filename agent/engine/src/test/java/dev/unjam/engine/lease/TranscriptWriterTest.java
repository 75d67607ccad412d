package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptWriterTest {
  private static final String HEADER =
      "{\"type\":\"session\",\"version\":3,\"id\":\"s1\",\"timestamp\":\"2026-01-01T00:00:00.000Z\",\"cwd\":\"/\"}\n";
  private static final String MESSAGE =
      "{\"type\":\"message\",\"id\":\"aaaa0001\",\"parentId\":null,\"message\":{\"role\":\"user\",\"content\":[]}}\n";

  @TempDir Path folder;
  private final TranscriptWriter writer = new TranscriptWriter(TranscriptForm.OPENCLAW);

  @Test
  void anEntryIsChainedToTheLastOne() throws Exception {
    Path transcript = transcript(HEADER + MESSAGE);
    assertWritten(false, writer.append(transcript, entry("i-1")));
    Map<String, @Nullable Object> line = last(transcript);
    assertEquals("custom", line.get("type"));
    assertEquals("openclaw:prompt-error", line.get("customType"));
    assertEquals("aaaa0001", line.get("parentId"));
    assertTrue(String.valueOf(line.get("id")).matches("[0-9a-f]{8}"));
    assertTrue(String.valueOf(line.get("data")).contains("Model API quota exceeded"));
  }

  @Test
  void theFirstEntryAfterTheHeaderHasNoParent() throws Exception {
    Path transcript = transcript(HEADER);
    assertWritten(false, writer.append(transcript, entry("i-1")));
    assertNull(last(transcript).get("parentId"));
  }

  @Test
  void aTornLastLineIsEndedFirstAndChainedPast() throws Exception {
    Path transcript = transcript(HEADER + MESSAGE + "{\"type\":\"message\",\"id\":\"bbbb");
    assertWritten(false, writer.append(transcript, entry("i-1")));
    assertEquals(4, Files.readAllLines(transcript).size());
    assertEquals("aaaa0001", last(transcript).get("parentId"));
  }

  @Test
  void aWholeLastLineWithoutItsEndIsChainedTo() throws Exception {
    Path transcript = transcript(HEADER + MESSAGE.strip());
    assertWritten(false, writer.append(transcript, entry("i-1")));
    assertEquals(3, Files.readAllLines(transcript).size());
    assertEquals("aaaa0001", last(transcript).get("parentId"));
  }

  @Test
  void aMissingTranscriptIsMadeWithItsHeader() throws Exception {
    Path transcript = folder.resolve("s9.jsonl");
    assertWritten(true, writer.append(transcript, entry("i-1")));
    List<String> lines = Files.readAllLines(transcript);
    Map<String, @Nullable Object> header = JsonText.object(lines.get(0)).orElseThrow();
    assertEquals("session", header.get("type"));
    assertEquals("s9", header.get("id"));
    assertEquals(2, lines.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"user: hello\nassistant: hi\n", "[1]\n\n[2]\n{\"torn\":", "x\n"})
  void aTranscriptOfAnotherFormIsLeftAsItIsAndSaidToBeOne(String text) throws Exception {
    Path transcript = transcript(text);
    TranscriptOutcome outcome = writer.append(transcript, entry("i-1"));
    String said = assertInstanceOf(TranscriptOutcome.Failed.class, outcome).why();
    assertTrue(said.contains("none is a JSON object; expected one JSON object a line"), said);
    assertEquals(text, Files.readString(transcript));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "{\"type\":\"sess", "{\"of\":\"mine\"}\nnot\n"})
  void oneThatBeganToBeATranscriptIsWrittenTo(String text) throws Exception {
    Path transcript = transcript(text);
    assertWritten(false, writer.append(transcript, entry("i-1")));
    assertEquals("openclaw:prompt-error", last(transcript).get("customType"));
  }

  @Test
  void anIncidentIsToldOnceByOneWriterAndOverRestarts() throws Exception {
    Path transcript = transcript(HEADER + MESSAGE);
    writer.append(transcript, entry("i-1"));
    assertInstanceOf(TranscriptOutcome.AlreadyThere.class, writer.append(transcript, entry("i-1")));
    TranscriptWriter afterRestart = new TranscriptWriter(TranscriptForm.OPENCLAW);
    assertInstanceOf(
        TranscriptOutcome.AlreadyThere.class, afterRestart.append(transcript, entry("i-1")));
    assertWritten(false, afterRestart.append(transcript, entry("i-2")));
    assertEquals(4, Files.readAllLines(transcript).size());
  }

  @Test
  void anEntryThatACrashToreIsToldAgain() throws Exception {
    Path transcript = transcript(HEADER + MESSAGE);
    writer.append(transcript, entry("i-1"));
    byte[] all = Files.readAllBytes(transcript);
    Files.write(transcript, Arrays.copyOf(all, all.length - 20));
    TranscriptWriter afterRestart = new TranscriptWriter(TranscriptForm.OPENCLAW);
    assertWritten(false, afterRestart.append(transcript, entry("i-1")));
    assertEquals("aaaa0001", last(transcript).get("parentId"));
  }

  @Test
  void anEntryIsFoundToChainToHoweverLongTheLinesAfterIt() throws Exception {
    Path transcript = transcript(HEADER + MESSAGE + "{\"note\":\"" + "x".repeat(700_000) + "\"}\n");
    assertWritten(false, writer.append(transcript, entry("i-1")));
    assertEquals("aaaa0001", last(transcript).get("parentId"));
  }

  @Test
  void theMessageIsOneCleanLineOfBoundedLength() throws Exception {
    Path transcript = transcript(HEADER);
    String message = "a\nb\u001b[31m" + "é".repeat(5_000);
    writer.append(transcript, new RecoveryEntry("i", Instant.now(), message, Map.of()));
    String line = Files.readAllLines(transcript).get(1);
    assertTrue(line.length() < 1_000, "it has " + line.length());
    assertTrue(line.contains("a b [31m"), line);
  }

  @Test
  void theGenericFormIsOneObject() throws Exception {
    Path transcript = folder.resolve("s.log");
    Files.writeString(transcript, "torn", StandardOpenOption.CREATE);
    assertWritten(
        false, new TranscriptWriter(TranscriptForm.GENERIC).append(transcript, entry("i-1")));
    assertEquals("i-1", last(transcript).get("incident"));
    assertEquals(2, Files.readAllLines(transcript).size());
  }

  @Test
  void theFormNoneTouchesNothing() {
    Path transcript = folder.resolve("s.jsonl");
    assertInstanceOf(
        TranscriptOutcome.Skipped.class,
        new TranscriptWriter(TranscriptForm.NONE).append(transcript, entry("i-1")));
    assertTrue(Files.notExists(transcript));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPipeInPlaceOfATranscriptDoesNotBlock() throws Exception {
    Path pipe = folder.resolve("s.jsonl");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertInstanceOf(TranscriptOutcome.Failed.class, writer.append(pipe, entry("i-1")));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aTranscriptThatIsMadeIsItsOwnersAlone() throws Exception {
    Path transcript = folder.resolve("s.jsonl");
    writer.append(transcript, entry("i-1"));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(transcript)));
  }

  @Test
  void aFolderThatIsNotThereIsAReasonAndNoException() {
    Path transcript = folder.resolve("no").resolve("s.jsonl");
    assertInstanceOf(TranscriptOutcome.Failed.class, writer.append(transcript, entry("i-1")));
  }

  private static void assertWritten(boolean created, TranscriptOutcome outcome) {
    assertEquals(new TranscriptOutcome.Written(created), outcome);
  }

  private static RecoveryEntry entry(String incident) {
    return new RecoveryEntry(
        incident,
        Instant.now(),
        "Model API quota exceeded, try again later",
        Map.of("provider", "api.example.com", "status", 429));
  }

  private Path transcript(String content) throws IOException {
    return Files.writeString(folder.resolve("s1.jsonl"), content);
  }

  private static Map<String, @Nullable Object> last(Path transcript) throws IOException {
    List<String> lines = Files.readAllLines(transcript);
    return JsonText.object(lines.get(lines.size() - 1)).orElseThrow();
  }

  @Test
  @Timeout(60)
  void aFolderWhoseFilesHangKeepsNoOtherFoldersEntriesNorItsOwnForEver(@TempDir Path healthy)
      throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch back = new CountDownLatch(1);
    TranscriptForm form = new Hanging(folder, hangs, back);
    TranscriptWriter two = new TranscriptWriter(form, Duration.ofMillis(1));
    Thread dead = new Thread(() -> two.append(folder.resolve("a.jsonl"), entry("i-1")));
    dead.start();
    hangs.await();
    assertWritten(true, two.append(healthy.resolve("b.jsonl"), entry("i-2")));
    Class<?> later = TranscriptOutcome.PutOff.class;
    for (Class<?> outcome : List.of(later, later, later, TranscriptOutcome.Failed.class)) {
      assertInstanceOf(outcome, two.append(folder.resolve("c.jsonl"), entry("i-3")));
    }
    back.countDown();
    dead.join();
    assertWritten(true, two.append(folder.resolve("c.jsonl"), entry("i-3")));
  }

  /** Stands for a file server that is gone, in one folder. */
  private record Hanging(Path folder, CountDownLatch hangs, CountDownLatch back)
      implements TranscriptForm {
    @Override
    public boolean isChained() {
      return false;
    }

    @Override
    public @Nullable String header(Path transcript, RecoveryEntry entry) {
      return null;
    }

    @Override
    public String line(Path transcript, RecoveryEntry entry, @Nullable String parent) {
      if (transcript.startsWith(folder)) {
        hangs.countDown();
        try {
          back.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return GENERIC.line(transcript, entry, parent);
    }

    @Override
    public boolean tells(Map<String, @Nullable Object> object, String incident) {
      return GENERIC.tells(object, incident);
    }
  }
}
