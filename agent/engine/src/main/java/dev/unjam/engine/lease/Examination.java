package dev.unjam.engine.lease;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what the doctor found, and works out the exit status that scripts rely on. */
final class Examination {
  final List<Finding> locks = new ArrayList<>();
  final Map<Path, String> missing = new LinkedHashMap<>();

  /** What there is of a missing transcript's lock file, in words. */
  final Map<Path, String> beside = new HashMap<>();

  final List<String> errors = new ArrayList<>();
  private int vanished;

  /** Counts a lock file that was there when the folder was listed and gone when it was read. */
  void vanished() {
    vanished++;
  }

  /**
   * Takes down what was deleted of what an earlier remover left aside; what was put back is found
   * under its own name.
   */
  void finished(Judgement judgement, RemoveOutcome outcome) {
    if (outcome instanceof RemoveOutcome.Removed) {
      locks.add(new Finding(judgement, Removal.of(outcome)));
    }
  }

  /** 0 clean, 1 found, 2 fixed, 3 refused some, 4 own error. */
  int status() {
    if (!errors.isEmpty()) {
      return 4;
    }
    if (left() > 0) {
      return 3;
    }
    if (removed() > 0) {
      return 2;
    }
    return missing.isEmpty() && count(Verdict.LIVE) == locks.size() ? 0 : 1;
  }

  String summary(boolean fix) {
    String found =
        "lock files: %d (%d live, %d stuck, %d stale, %d unknown), transcripts missing: %d"
            .formatted(
                locks.size(),
                count(Verdict.LIVE),
                count(Verdict.STUCK),
                count(Verdict.STALE),
                count(Verdict.UNKNOWN),
                missing.size());
    String done = fix ? ", removed: %d, left: %d".formatted(removed(), left()) : "";
    String gone = vanished > 0 ? ", gone while we looked: " + vanished : "";
    String failed = errors.isEmpty() ? "" : ", errors (on standard error): " + errors.size();
    boolean hint = !fix && count(Verdict.STALE) > 0;
    return found
        + gone
        + done
        + failed
        + (hint ? "; nothing was changed, --fix removes the stale ones" : "");
  }

  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> report = new LinkedHashMap<>();
    report.put("schema", 1);
    report.put("locks", locks.stream().map(Finding::json).toList());
    report.put("missing_transcripts", missing.keySet().stream().map(Path::toString).toList());
    report.put("errors", errors);
    report.put("missing_sessions", missingSessions());
    return report;
  }

  /** Of the missing transcripts those that an index names, with the session that each is of. */
  private List<Map<String, String>> missingSessions() {
    return missing.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(
            entry -> {
              Map<String, String> one = new LinkedHashMap<>();
              one.put("session", entry.getValue());
              one.put("transcript", entry.getKey().toString());
              return one;
            })
        .toList();
  }

  private long count(Verdict verdict) {
    return locks.stream().filter(lock -> lock.judgement().verdict() == verdict).count();
  }

  private long removed() {
    return locks.stream().filter(Finding::removed).count();
  }

  private long left() {
    return locks.stream().filter(Finding::left).count();
  }

  /**
   * One lock file.
   *
   * @param removal what came of its removal, or null where none was asked for
   */
  record Finding(Judgement judgement, @Nullable Removal removal) {
    boolean removed() {
      return removal != null && removal.removed();
    }

    boolean left() {
      return removal != null && removal.left();
    }

    String line() {
      String line = LockLine.of(judgement);
      if (removal == null) {
        return line;
      }
      String end = removal.left() ? "left: " + CleanText.escaped(removal.why()) : removal.why();
      return line + " │ " + (removal.removed() ? "removed" : end);
    }

    Map<String, @Nullable Object> json() {
      Map<String, @Nullable Object> fields = LockEvents.described(judgement);
      if (removal != null && !removal.removed()) {
        List<String> reasons = new ArrayList<>(judgement.reasons());
        reasons.add(removal.left() ? "left: " + removal.why() : removal.why());
        fields.put("reasons", reasons);
      }
      fields.put("removed", removed());
      return fields;
    }
  }
}
