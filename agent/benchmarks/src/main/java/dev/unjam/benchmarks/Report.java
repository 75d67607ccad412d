package dev.unjam.benchmarks;

import java.util.List;
import java.util.Locale;

/** Writes what was measured as Markdown. */
final class Report {
  private Report() {}

  static String of(String machine, String command, List<Line> lines, List<Figure> figures) {
    StringBuilder out = new StringBuilder();
    out.append(machine).append("\n\n```shell\n").append(command).append("\n```\n");
    section(out, "Time of an operation, one thread", true, "ns", lines);
    section(out, "Throughput", false, "op/ms", lines);
    figures(out, figures);
    return out.toString();
  }

  private static void section(
      StringBuilder out, String title, boolean time, String unit, List<Line> all) {
    List<Line> lines = all.stream().filter(l -> (l.row().kind() == Row.Kind.TIME) == time).toList();
    if (lines.isEmpty()) {
      return;
    }
    out.append("\n### ").append(title).append("\n\n");
    out.append("| | JDK | bare ").append(unit).append(" | agent ").append(unit);
    out.append(time ? " | + ns" : "");
    out.append(" | ratio | B/op bare | B/op agent | limit | holds | Byteman ").append(unit);
    out.append(" | ratio |\n");
    out.append(time ? "|---" : "").append("|---".repeat(11)).append("|\n");
    lines.forEach(l -> out.append(line(l)).append('\n'));
  }

  static String line(Line l) {
    boolean time = l.row().kind() == Row.Kind.TIME;
    Sample peer = l.peer();
    return "| %s | %s | %s | %s |%s %.2f | %s | %s | %s | %s | %s | %s |"
        .formatted(
            l.row().label(),
            l.jdk(),
            score(l.bare().score()),
            score(l.agent().score()),
            time ? String.format(Locale.ROOT, " %+.1f |", l.added()) : "",
            l.ratio(),
            bytes(l.bare().bytes()),
            bytes(l.agent().bytes()),
            l.limit(),
            yesOrNo(l.holds()),
            peer == null ? "" : score(peer.score()),
            peer == null
                ? ""
                : String.format(Locale.ROOT, "%.2f", peer.score() / l.bare().score()));
  }

  private static void figures(StringBuilder out, List<Figure> figures) {
    if (figures.isEmpty()) {
      return;
    }
    out.append("\n### Many threads\n\n| | JDK | measured | limit | holds |\n");
    out.append("|---".repeat(5)).append("|\n");
    for (Figure f : figures) {
      String holds = f.limit().isEmpty() ? "" : yesOrNo(f.holds());
      out.append(
          "| %s | %s | %s | %s | %s |\n"
              .formatted(f.label(), f.jdk(), f.value(), f.limit(), holds));
    }
  }

  private static String score(double score) {
    return String.format(Locale.ROOT, score < 100 ? "%.1f" : "%.0f", score);
  }

  private static String bytes(double bytes) {
    return Math.abs(bytes) < Line.NO_BYTES ? "0" : String.format(Locale.ROOT, "%.1f", bytes);
  }

  private static String yesOrNo(boolean holds) {
    return holds ? "yes" : "**no**";
  }
}
