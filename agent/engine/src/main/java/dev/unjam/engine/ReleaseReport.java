package dev.unjam.engine;

import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.WriteFence;
import dev.unjam.bridge.WriteFences;
import dev.unjam.engine.lease.CleanText;
import dev.unjam.engine.lease.RemoveOutcome;
import dev.unjam.engine.lease.TranscriptOutcome;
import dev.unjam.engine.remedy.ReleaseListener;
import dev.unjam.engine.report.Event;
import dev.unjam.engine.report.Journal;
import dev.unjam.engine.report.Severity;
import dev.unjam.engine.track.HoldId;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells the journal what a release by force does, from the remedy's thread. */
final class ReleaseReport implements ReleaseListener {
  private final String incident;
  private final Journal journal;
  private final Consumer<HoldId> forced;
  private final Consumer<HoldId> noLocks;

  ReleaseReport(
      String incident, Journal journal, Consumer<HoldId> forced, Consumer<HoldId> noLocks) {
    this.noLocks = noLocks;
    this.incident = incident;
    this.journal = journal;
    this.forced = forced;
  }

  @Override
  public void recovery(Path transcript, TranscriptOutcome outcome) {
    boolean failed = outcome instanceof TranscriptOutcome.Failed;
    String result = word(outcome);
    journal.publish(
        new Event(
            "recovery.written",
            failed ? Severity.ERROR : Severity.INFO,
            incident,
            Map.of("transcript", transcript.toString(), "result", result, "why", why(outcome)),
            "recovery entry "
                + result
                + " in "
                + CleanText.word(transcript.toString())
                + behindColon(why(outcome))));
  }

  private static String why(TranscriptOutcome outcome) {
    if (outcome instanceof TranscriptOutcome.Failed failed) {
      return failed.why();
    }
    return outcome instanceof TranscriptOutcome.Skipped skipped ? skipped.why() : "";
  }

  @Override
  public void lockFile(String path, RemoveOutcome outcome) {
    boolean removed = outcome instanceof RemoveOutcome.Removed;
    String result = word(outcome);
    journal.publish(
        new Event(
            removed ? "lockfile.removed" : "lockfile.left",
            removed ? Severity.INFO : Severity.WARN,
            incident,
            Map.of("path", path, "result", result, "why", why(outcome)),
            CleanText.word(path) + " " + result + behindColon(why(outcome))));
  }

  private static String why(RemoveOutcome outcome) {
    if (outcome instanceof RemoveOutcome.Failed failed) {
      return failed.why();
    }
    if (outcome instanceof RemoveOutcome.Unknown unknown) {
      return unknown.why();
    }
    return outcome instanceof RemoveOutcome.Refused refused ? refused.why() : "";
  }

  private static String behindColon(String why) {
    return why.isEmpty() ? "" : ": " + CleanText.escaped(why);
  }

  @Override
  public void noLock(long record, long holdSeq) {
    noLocks.accept(new HoldId(record, holdSeq));
  }

  @Override
  public void released(long record, long holdSeq) {
    forced.accept(new HoldId(record, holdSeq));
  }

  @Override
  public void fenceGone(WriteFence fence) {
    String path = fence.path();
    String holder = fence.owner().thread.getName();
    publishDropped(
        holder, fence.incident(), Map.of("transcript", path), "writing to " + CleanText.word(path));
  }

  @Override
  public void lossGone(LeaseRecord lease) {
    String path = lease.path();
    String holder = lease.owner().thread.getName();
    publishDropped(
        holder, lease.incident(), Map.of("lock", path), "deleting " + CleanText.word(path));
  }

  private void publishDropped(
      String holder, @Nullable String of, Map<String, @Nullable Object> what, String act) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("holder", holder);
    fields.putAll(what);
    fields.put("most", WriteFences.MOST);
    String most = ": more than " + WriteFences.MOST + " fences of one thread";
    String human = "former holder \"" + holder + "\" is no longer kept from " + act + most;
    journal.publish(new Event("fence.dropped", Severity.WARN, of, fields, human));
  }

  private static String word(Object outcome) {
    return outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
