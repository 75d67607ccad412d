package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.host.OtherLocale;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RecoveryJournalTest {
  private static final int MOST = 256 * 1024;

  @TempDir Path folder;

  @Test
  void oneEntryThatCannotBeWrittenStopsNoneOfHundredsBehindIt() throws Exception {
    Path journal = folder.resolve(RecoveryJournal.NAME);
    Path transcript = folder.resolve("s.jsonl");
    Path unwritable = Files.createDirectory(folder.resolve("d.jsonl"));
    try (RecoveryJournal open = open()) {
      assertTrue(open.begin(new PendingEntry("d.jsonl", 0, entry("i-0", "x"))));
    }
    TranscriptWriter writer = new TranscriptWriter(TranscriptForm.GENERIC);
    assertInstanceOf(TranscriptOutcome.Failed.class, writer.append(unwritable, entry("i-1", "x")));
    String message = "m".repeat(2_000);
    for (int i = 2; i < 250; i++) {
      assertInstanceOf(
          TranscriptOutcome.Written.class, writer.append(transcript, entry("i-" + i, message)));
      assertTrue(Files.size(journal) <= MOST, "it grew to " + Files.size(journal));
    }
    try (RecoveryJournal open = open()) {
      assertEquals(List.of("i-0 d.jsonl"), keys(open));
    }
  }

  @Test
  void oneThatIsFullOfEntriesThatCannotBeWrittenStopsNoOtherAndKeepsThem() throws Exception {
    String message = "m".repeat(10_000);
    int kept = 0;
    try (RecoveryJournal open = open()) {
      while (open.begin(new PendingEntry("d.jsonl", 0, entry("i-" + kept, message)))) {
        kept++;
      }
    }
    assertTrue(kept > 20, "kept " + kept);
    TranscriptWriter writer = new TranscriptWriter(TranscriptForm.GENERIC);
    assertInstanceOf(
        TranscriptOutcome.Written.class,
        writer.append(folder.resolve("s.jsonl"), entry("new", message)));
    try (RecoveryJournal open = open()) {
      assertEquals(kept, open.left().size());
      open.done("i-0 d.jsonl");
    }
    try (RecoveryJournal open = open()) {
      assertEquals(kept - 1, open.left().size());
    }
  }

  @Test
  void bytesThatAreNoTextMoveNothing() throws Exception {
    Path journal = folder.resolve(RecoveryJournal.NAME);
    Files.write(journal, new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xff, '\n'});
    String line = new PendingEntry("a.jsonl", 0, entry("i-1", "x")).toLine();
    Files.writeString(journal, line + "\n", StandardOpenOption.APPEND);
    try (RecoveryJournal open = open()) {
      assertTrue(open.begin(new PendingEntry("a.jsonl", 0, entry("i-2", "x"))));
    }
    assertEquals(0, count(Files.readAllBytes(journal), (byte) 0), "a hole was left");
    try (RecoveryJournal open = open()) {
      assertEquals(List.of("i-1 a.jsonl", "i-2 a.jsonl"), keys(open));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anEntryWhoseNameThisLocaleCannotWriteOutlastsAllOthers() throws Exception {
    try (RecoveryJournal open = open()) {
      assertTrue(open.begin(new PendingEntry("gr\u00fc.jsonl", 7, entry("i-0", "x"))));
    }
    for (int round = 0; round < 2; round++) {
      assertEquals("", OtherLocale.run("C", ManyEntries.class, folder));
      try (RecoveryJournal open = open()) {
        assertEquals(List.of("i-0 gr\u00fc.jsonl"), keys(open));
        assertEquals(7, open.left().get(0).size());
      }
      assertEquals(20, Files.readAllLines(folder.resolve("s.jsonl")).size());
      Files.delete(folder.resolve("s.jsonl"));
    }
  }

  /** Writes so much that the journal is copied together, and is otherwise empty after each. */
  static final class ManyEntries {
    private ManyEntries() {}

    public static void main(String[] args) {
      TranscriptWriter writer = new TranscriptWriter(TranscriptForm.GENERIC);
      for (int i = 0; i < 20; i++) {
        RecoveryEntry entry = entry("i-" + i, "m".repeat(20_000));
        TranscriptOutcome outcome = writer.append(Path.of(args[0], "s.jsonl"), entry);
        if (!(outcome instanceof TranscriptOutcome.Written)) {
          System.out.println(outcome);
        }
      }
    }
  }

  private static long count(byte[] bytes, byte wanted) {
    return new String(bytes, StandardCharsets.ISO_8859_1).chars().filter(c -> c == wanted).count();
  }

  private static List<String> keys(RecoveryJournal journal) {
    return journal.left().stream().map(PendingEntry::key).toList();
  }

  private RecoveryJournal open() throws IOException {
    return Objects.requireNonNull(RecoveryJournal.open(folder, Duration.ofSeconds(1)));
  }

  private static RecoveryEntry entry(String incident, String message) {
    return new RecoveryEntry(incident, Instant.now(), message, Map.of());
  }
}
