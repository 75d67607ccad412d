package dev.unjam.engine.lease;

import dev.unjam.engine.report.Event;
import dev.unjam.engine.report.Journal;
import dev.unjam.engine.report.Severity;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Completes the recovery entries in whose midst a process was killed, or drops those that are there
 * already.
 *
 * <p>At the start, before stale lock files are removed: a transcript whose lock nobody living holds
 * is nobody's to write to. What is in use is left for another start.
 */
public final class UnfinishedRecoveries {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** What could not be written for so long will never be. */
  private static final Duration TOO_OLD = Duration.ofDays(7);

  private final TranscriptWriter writer;
  private final Predicate<Path> inUse;

  /**
   * Makes one.
   *
   * @param inUse says of a lock file's path whether somebody may be living who holds it
   */
  public UnfinishedRecoveries(TranscriptWriter writer, Predicate<Path> inUse) {
    this.writer = writer;
    this.inUse = inUse;
  }

  /**
   * Goes through these folders; returns what could not be finished, each with why.
   *
   * @param goesOn asked before each folder, each entry and each write: false once the host goes on,
   *     which may be at a transcript itself by then
   */
  public List<String> finish(List<Path> folders, Journal journal, BooleanSupplier goesOn) {
    List<String> problems = new ArrayList<>();
    for (Path folder : folders) {
      try {
        if (goesOn.getAsBoolean() && isAnyLeft(folder)) {
          finish(folder, journal, problems, goesOn);
        }
      } catch (IOException e) {
        problems.add(named(folder.resolve(RecoveryJournal.NAME)) + Why.of(e));
      } catch (RuntimeException e) {
        problems.add(named(folder) + e);
      }
    }
    return problems;
  }

  private static boolean isAnyLeft(Path folder) throws IOException {
    Path file = folder.resolve(RecoveryJournal.NAME);
    return Files.isRegularFile(file) && Files.size(file) > 0;
  }

  private void finish(Path folder, Journal journal, List<String> problems, BooleanSupplier goesOn)
      throws IOException {
    try (RecoveryJournal left = RecoveryJournal.open(folder, PATIENCE)) {
      if (left == null) {
        problems.add(named(folder) + "another process is writing recovery entries there");
        return;
      }
      for (PendingEntry entry : left.left()) {
        Path transcript = transcript(folder, entry, problems);
        if (transcript != null
            && goesOn.getAsBoolean()
            && finish(transcript, entry, journal, problems, goesOn)) {
          left.done(entry.key());
        }
      }
    }
  }

  private static @Nullable Path transcript(Path folder, PendingEntry entry, List<String> problems) {
    try {
      return folder.resolve(entry.transcript());
    } catch (InvalidPathException e) {
      String path = folder + File.separator + entry.transcript();
      problems.add(CleanText.word(path) + ": a recovery entry waits: " + Unnameable.WHY);
      return null;
    }
  }

  /** Whether there is nothing left to be done about it. */
  private boolean finish(
      Path transcript,
      PendingEntry left,
      Journal journal,
      List<String> problems,
      BooleanSupplier goesOn) {
    if (inUse.test(transcript.resolveSibling(left.transcript() + ".lock"))) {
      problems.add(named(transcript) + "a recovery entry waits, for the session is in use");
      return false;
    }
    TranscriptOutcome outcome = writer.finish(transcript, left, goesOn);
    if (outcome instanceof TranscriptOutcome.Failed failed) {
      problems.add(named(transcript) + "a recovery entry cannot be written: " + failed.why());
      // Where only the time was over nothing says that it cannot be.
      return goesOn.getAsBoolean() && left.entry().at().isBefore(Instant.now().minus(TOO_OLD));
    }
    if (outcome instanceof TranscriptOutcome.PutOff) {
      problems.add(named(transcript) + "a recovery entry waits for others");
      return false;
    }
    journal.publish(event(transcript, left, outcome));
    return true;
  }

  private static Event event(Path transcript, PendingEntry left, TranscriptOutcome outcome) {
    String result = outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    String why = outcome instanceof TranscriptOutcome.Skipped skipped ? skipped.why() : "";
    String incident = CleanText.line(left.entry().incident(), 80);
    return new Event(
        "recovery.written",
        Severity.INFO,
        incident,
        Map.of("transcript", transcript.toString(), "result", result, "why", why, "late", true),
        "recovery entry of a killed process "
            + result
            + " in "
            + CleanText.word(transcript.toString())
            + (why.isEmpty() ? "" : ": " + why));
  }

  private static String named(Path path) {
    return CleanText.word(path.toString()) + ": ";
  }
}
