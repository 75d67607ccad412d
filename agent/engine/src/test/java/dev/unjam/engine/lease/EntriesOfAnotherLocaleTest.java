package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.host.OtherLocale;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Entries for transcripts whose names another process's locale could write, and this one's not. */
@EnabledOnOs(OS.LINUX)
class EntriesOfAnotherLocaleTest {
  @TempDir Path folder;

  @Test
  void whatThisLocaleCannotNameIsKeptForAnotherAndDoesNotKeepOthersWaiting() throws Exception {
    Path transcript =
        Files.writeString(
            folder.resolve("s.jsonl"), "{\"type\":\"message\",\"id\":\"aaaa0001\"}\n");
    Path journal = folder.resolve(RecoveryJournal.NAME);
    Files.writeString(journal, pending("g\\u00fc\\u2502", "i-1") + pending("s", "i-2"));
    String said = OtherLocale.run("C", Finish.class, folder);
    String expected =
        "\": a recovery entry waits: this JVM's locale cannot write that name; start it with a UTF-8"
            + " locale, such as LC_ALL=C.UTF-8";
    assertTrue(said.contains("\"" + folder + "/g\u00fc\\u2502.jsonl" + expected), said);
    assertEquals(2, Files.readAllLines(transcript).size());
    assertEquals(List.of("i-1"), pending());
    said = OtherLocale.run("C.UTF-8", Finish.class, folder);
    assertEquals("", said);
    assertEquals(0, Files.size(journal));
    try (Stream<Path> all = Files.list(folder)) {
      assertEquals(3, all.count(), "it was made, with its header");
    }
  }

  private static String pending(String name, String incident) {
    return "{\"transcript\":\""
        + name
        + ".jsonl\",\"size\":0,\"incident\":\""
        + incident
        + "\",\"at\":\"2026-01-01T00:00:00Z\",\"message\":\"quota\",\"data\":{}}\n";
  }

  private List<String> pending() throws IOException {
    RecoveryJournal journal =
        Objects.requireNonNull(RecoveryJournal.open(folder, Duration.ofSeconds(1)));
    try (journal) {
      return journal.left().stream().map(left -> left.entry().incident()).toList();
    }
  }

  /** Finishes what is left in a folder, and prints what could not be. */
  static final class Finish {
    private Finish() {}

    public static void main(String[] args) throws IOException {
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      Path folder = Path.of(args[0]);
      new UnfinishedRecoveries(new TranscriptWriter(TranscriptForm.OPENCLAW), lock -> false)
          .finish(List.of(folder), event -> {}, () -> true)
          .forEach(out::println);
    }
  }
}
