package dev.unjam.engine.lease;

import dev.unjam.engine.report.Event;
import dev.unjam.engine.report.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the events that tell of lock files: a removed one was evidence of a crash. */
final class LockEvents {
  private static final String OBSERVES = "mode=observe";

  private LockEvents() {}

  static Event found(Judgement judgement) {
    return event("lockfile.found", judgement, Map.of(), whole(judgement, "found"));
  }

  /** After {@link #found}, whose line has the rest. */
  static Event removed(Judgement judgement) {
    return event("lockfile.removed", judgement, Map.of(), path(judgement) + " removed");
  }

  /** After {@link #found}, whose line has the rest. */
  static Event left(Judgement judgement, String why) {
    return event("lockfile.left", judgement, Map.of("why", why), path(judgement) + left(why));
  }

  /** After {@link #found}, where the agent only observes. */
  static Event wouldHave(Judgement judgement) {
    return wouldHave(judgement, path(judgement) + " would have been removed: " + OBSERVES);
  }

  /** Of a file that a killed remover had left aside, where the agent only observes. */
  static Event wouldHaveFinished(Judgement judgement) {
    return wouldHave(judgement, whole(judgement, "would have been removed: " + OBSERVES));
  }

  private static Event wouldHave(Judgement judgement, String human) {
    Map<String, String> more = Map.of("act", "remove", "detail", OBSERVES);
    return event("action.would_have", Severity.INFO, judgement, more, human);
  }

  /** What became of a file that a killed remover had left aside. */
  static Event finished(Judgement judgement, RemoveOutcome outcome) {
    if (outcome instanceof RemoveOutcome.Removed) {
      return event("lockfile.removed", judgement, Map.of(), whole(judgement, "removed"));
    }
    String why =
        outcome instanceof RemoveOutcome.Failed failed
            ? failed.why()
            : "a remover that was killed had moved it away; it is back as "
                + Aside.original(judgement.file().path()).getFileName();
    return event(
        "lockfile.left", judgement, Map.of("why", why), LockLine.of(judgement) + " │" + left(why));
  }

  private static String whole(Judgement judgement, String end) {
    return LockLine.of(judgement) + " │ " + end;
  }

  private static String path(Judgement judgement) {
    return CleanText.word(judgement.file().path().toString());
  }

  private static String left(String why) {
    return " left: " + CleanText.escaped(why);
  }

  private static Event event(
      String name, Judgement judgement, Map<String, String> more, String human) {
    return event(name, Severity.WARN, judgement, more, human);
  }

  private static Event event(
      String name, Severity severity, Judgement judgement, Map<String, String> more, String human) {
    Map<String, @Nullable Object> fields = fields(judgement);
    fields.putAll(more);
    return new Event(name, severity, null, fields, human);
  }

  private static Map<String, @Nullable Object> fields(Judgement judgement) {
    LockFile file = judgement.file();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(described(judgement));
    Instant created = file.createdAt();
    fields.put("created_at", created == null ? null : created.toString());
    fields.put("starttime", file.starttime());
    fields.put("content", LockEvidence.content(file));
    FileIdentity identity = file.identity();
    if (identity != null) {
      fields.put("size", identity.size());
      fields.put("modified", identity.modified().toString());
      fields.put("file", identity.fileKey() == null ? null : identity.fileKey().toString());
    }
    return fields;
  }

  /** Returns what the contract's {@code locks} entries have, but for {@code removed}. */
  static Map<String, @Nullable Object> described(Judgement judgement) {
    Duration age = judgement.age();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("path", judgement.file().path().toString());
    fields.put("pid", judgement.file().pid());
    fields.put("alive", judgement.alive());
    fields.put("age_s", age == null ? null : age.toSeconds());
    fields.put("state", judgement.verdict().label());
    fields.put("reasons", judgement.reasons());
    return fields;
  }
}
