package dev.unjam.engine.refusal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Classifies a set and counts: label against class, and what exactly went wrong. */
final class Score {
  private static final List<String> CLASSES =
      List.of("quota", "billing", "rate_limit", "overloaded", "none");

  final List<String> falseAlarms = new ArrayList<>();
  final List<String> missed = new ArrayList<>();
  final List<String> confused = new ArrayList<>();
  final List<String> wrongWaits = new ArrayList<>();
  private final Map<String, Integer> table = new LinkedHashMap<>();
  private int all;

  static Score of(List<Sample> samples, Classifier classifier) {
    Score score = new Score();
    samples.forEach(sample -> score.add(sample, classifier.find(sample.exchange(), null)));
    return score;
  }

  private void add(Sample sample, @org.jspecify.annotations.Nullable Finding finding) {
    String found = finding == null ? "none" : finding.refusal().refusalClass().label();
    String line =
        sample.id()
            + " "
            + sample.label()
            + " -> "
            + found
            + (finding == null
                ? ""
                : " by " + finding.refusal().rule() + ": " + finding.refusal().message());
    all++;
    table.merge(sample.label() + ">" + found, 1, Integer::sum);
    if (!found.equals(sample.label())) {
      (sample.refused() ? finding == null ? missed : confused : falseAlarms).add(line);
    }
    Wait wait = finding == null ? null : finding.time();
    Double seconds = wait == null || wait.about() ? null : wait.time().toMillis() / 1000.0;
    if (sample.refused() && !Objects.equals(seconds, sample.retryAfter())) {
      wrongWaits.add(sample.id() + " " + sample.retryAfter() + " -> " + seconds);
    }
  }

  double exact() {
    return 1.0 - (double) (falseAlarms.size() + missed.size() + confused.size()) / all;
  }

  String table(String title) {
    return "## "
        + title
        + "\n\n"
        + rows()
        + "\n"
        + Math.round(exact() * 1000) / 10.0
        + " % of "
        + all
        + " exact\n"
        + problems()
        + "\n";
  }

  /** The table alone. */
  String rows() {
    StringBuilder out = new StringBuilder("| label \\ found |");
    CLASSES.forEach(each -> out.append(' ').append(each).append(" |"));
    out.append("\n|---|").append("---|".repeat(CLASSES.size())).append('\n');
    for (String label : CLASSES) {
      out.append("| ").append(label).append(" |");
      CLASSES.forEach(
          found -> out.append(' ').append(table.getOrDefault(label + ">" + found, 0)).append(" |"));
      out.append('\n');
    }
    return out.toString();
  }

  private String problems() {
    return "false alarms: "
        + falseAlarms
        + "\nmissed: "
        + missed
        + "\nconfused: "
        + confused
        + "\nwaits: "
        + wrongWaits
        + "\n";
  }
}
