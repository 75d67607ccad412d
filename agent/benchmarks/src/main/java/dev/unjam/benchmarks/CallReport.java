package dev.unjam.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Writes what was measured of calls and of starts as Markdown. */
final class CallReport {
  private CallReport() {}

  static String of(String machine, String command, List<CallLine> calls, List<StartLine> starts) {
    StringBuilder out = new StringBuilder();
    out.append(machine).append("\n\n```shell\n").append(command).append("\n```\n");
    for (CallRow row : Subject.rows()) {
      section(out, row, calls.stream().filter(l -> l.row().equals(row)).toList());
    }
    starts(out, starts);
    return out.toString();
  }

  private static void section(StringBuilder out, CallRow row, List<CallLine> lines) {
    if (lines.isEmpty()) {
      return;
    }
    out.append("\n### ").append("Answer: ").append(row.label()).append("\n\n");
    out.append("| | JDK | bare: time, 10 % / median | thread | process");
    out.append(" | agent: + time | + thread | + process | + B");
    out.append(" | bare again: + thread | + process | OpenTelemetry: + time | + process");
    out.append(" | limit | holds |\n");
    out.append("|---".repeat(15)).append("|\n");
    lines.forEach(l -> out.append(line(l)).append('\n'));
  }

  static String line(CallLine l) {
    Window low = l.bare(CallLine.LEAST);
    Window mid = l.bare(0.5);
    return "| %s | %s | %s / %s | %s | %s | %s | %s | %s | %+.0f | %s | %s | %s | %s | %s | %s |"
        .formatted(
            l.subject().label(),
            l.jdk().version(),
            plain(low.wall()),
            plain(mid.wall()),
            plain(low.thread()),
            plain(low.process()),
            added(l, Contender.AGENT, Window::wall),
            added(l, Contender.AGENT, Window::thread),
            added(l, Contender.AGENT, Window::process),
            l.added(Contender.AGENT, 0.5).bytes(),
            added(l, Contender.BARE_AGAIN, Window::thread),
            added(l, Contender.BARE_AGAIN, Window::process),
            added(l, Contender.PEER, Window::wall),
            added(l, Contender.PEER, Window::process),
            l.limit(),
            l.limit().isEmpty() ? "" : yesOrNo(l.holds()));
  }

  /** The median of the launches, and from where to where they went. */
  private static String added(CallLine l, Contender c, ToDoubleFunction<Window> figure) {
    return String.format(
        Locale.ROOT,
        "%+.1f (%+.1f…%+.1f)",
        figure.applyAsDouble(l.added(c, 0.5)),
        figure.applyAsDouble(l.added(c, 0)),
        figure.applyAsDouble(l.added(c, 1)));
  }

  private static String plain(double micros) {
    return String.format(Locale.ROOT, "%.1f", micros);
  }

  private static void starts(StringBuilder out, List<StartLine> lines) {
    if (lines.isEmpty()) {
      return;
    }
    out.append("\n### From the start of the process\n\n");
    out.append("| until | JDK | bare ms (quartiles) | agent ms (quartiles) | + ms");
    out.append(" | OpenTelemetry ms | + ms | limit | holds |\n");
    out.append("|---".repeat(9)).append("|\n");
    for (StartLine l : lines) {
      out.append(
          "| %s | %s | %s | %s | %+.0f | %.0f | %+.0f | ≤ +%.0f ms | %s |\n"
              .formatted(
                  l.label(),
                  l.jdk(),
                  quartiles(l, Setting.BARE),
                  quartiles(l, Setting.AGENT),
                  l.added(Setting.AGENT),
                  l.at(Setting.OPENTELEMETRY, 0.5),
                  l.added(Setting.OPENTELEMETRY),
                  l.limit(),
                  yesOrNo(l.holds())));
    }
  }

  private static String quartiles(StartLine l, Setting s) {
    return "%.0f (%.0f…%.0f)".formatted(l.at(s, 0.5), l.at(s, 0.25), l.at(s, 0.75));
  }

  private static String yesOrNo(boolean holds) {
    return holds ? "yes" : "**no**";
  }
}
