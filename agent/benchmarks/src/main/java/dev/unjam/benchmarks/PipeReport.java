package dev.unjam.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Writes what was measured of pipes as Markdown. */
final class PipeReport {
  private PipeReport() {}

  static String of(String machine, String command, List<PipeLine> lines) {
    StringBuilder out = new StringBuilder();
    out.append(machine).append("\n\n```shell\n").append(command).append("\n```\n\n");
    out.append("| | JDK | bare: MB/s | agent: of bare | bare again: of bare");
    out.append(" | processor time, agent: of bare | bare again: of bare | ≥ 0.9 |\n");
    out.append("|---".repeat(8)).append("|\n");
    lines.forEach(l -> out.append(line(l)).append('\n'));
    return out.toString();
  }

  static String line(PipeLine l) {
    return "| %s | %s | %,.1f | %s | %s | %s | %s | %s |"
        .formatted(
            l.row().label(),
            l.jdk().version(),
            1e6 / l.bare().wall(),
            ratio(l, Contender.AGENT, Window::wall),
            ratio(l, Contender.BARE_AGAIN, Window::wall),
            ratio(l, Contender.AGENT, Window::process),
            ratio(l, Contender.BARE_AGAIN, Window::process),
            l.holds() ? "yes" : "**no**");
  }

  /** The median of the launches, and from where to where they went. */
  private static String ratio(PipeLine l, Contender c, ToDoubleFunction<Window> figure) {
    return "%.2f (%.2f…%.2f)"
        .formatted(l.ratio(c, figure, 0.5), l.ratio(c, figure, 0), l.ratio(c, figure, 1));
  }
}
