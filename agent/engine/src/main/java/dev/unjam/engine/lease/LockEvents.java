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
  private LockEvents() {}

  static Event found(Judgement judgement) {
    return event("lockfile.found", Severity.WARN, judgement, Map.of(), "found");
  }

  static Event removed(Judgement judgement) {
    return event("lockfile.removed", Severity.WARN, judgement, Map.of(), "removed");
  }

  static Event left(Judgement judgement, String why) {
    return event(
        "lockfile.left",
        Severity.WARN,
        judgement,
        Map.of("why", why),
        "left: " + CleanText.escaped(why));
  }

  /** What became of a file that a killed remover had left aside. */
  static Event finished(Judgement judgement, RemoveOutcome outcome) {
    if (outcome instanceof RemoveOutcome.Removed) {
      return removed(judgement);
    }
    if (outcome instanceof RemoveOutcome.Failed failed) {
      return left(judgement, failed.why());
    }
    return left(
        judgement,
        "a remover that was killed had moved it away; it is back as "
            + Aside.originalName(judgement.file().path()));
  }

  private static Event event(
      String name, Severity severity, Judgement judgement, Map<String, String> more, String end) {
    Map<String, @Nullable Object> fields = fields(judgement);
    fields.putAll(more);
    return new Event(name, severity, null, fields, LockLine.of(judgement) + " │ " + end);
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
