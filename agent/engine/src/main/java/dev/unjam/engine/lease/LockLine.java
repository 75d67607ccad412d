package dev.unjam.engine.lease;

import dev.unjam.engine.report.Ages;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Writes a judgement as the line that operators know, with what we add behind a {@code │}. */
final class LockLine {
  private LockLine() {}

  static String of(Judgement judgement) {
    Duration age = judgement.age();
    return CleanText.word(judgement.file().path().toString())
        + " pid="
        + holder(judgement)
        + " age="
        + (age == null ? "unknown" : Ages.format(age.truncatedTo(ChronoUnit.SECONDS)))
        + " stale="
        + (judgement.verdict() == Verdict.STALE ? "yes" : "no")
        + " │ verdict="
        + judgement.verdict().label()
        + " why="
        + CleanText.quoted(String.join("; ", judgement.reasons()));
  }

  private static String holder(Judgement judgement) {
    Long pid = judgement.file().pid();
    if (pid == null) {
      return "missing";
    }
    return pid + " (" + judgement.liveness().label() + ")";
  }
}
