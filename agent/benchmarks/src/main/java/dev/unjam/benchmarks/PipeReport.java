package dev.unjam.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Writes what was measured of pipes as Markdown. */
final class PipeReport {
  private static final String HEAD =
      "| | JDK | warm, bare: MB/s | agent: of bare | bare again: of bare | processor time, agent: of"
          + " bare | bare again: of bare | ≥ 0.9 | cold, bare: MB/s | agent: of bare | bare again:"
          + " of bare | ≥ 0.9 |\n";
  private static final int COLUMNS = 12;

  private PipeReport() {}

  static String of(String machine, String command, List<PipeLine> lines) {
    StringBuilder out = new StringBuilder();
    out.append(machine).append("\n\n```shell\n").append(command).append("\n```\n\n");
    out.append(HEAD).append("|---".repeat(COLUMNS)).append("|\n");
    lines.forEach(l -> out.append(line(l)).append('\n'));
    return out.toString();
  }

  static String line(PipeLine l) {
    return "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |"
        .formatted(
            l.row().label(),
            l.jdk().version(),
            speed(l.warm()),
            ratio(l.warm(), Contender.AGENT, Window::wall),
            ratio(l.warm(), Contender.BARE_AGAIN, Window::wall),
            ratio(l.warm(), Contender.AGENT, Window::process),
            ratio(l.warm(), Contender.BARE_AGAIN, Window::process),
            verdict(l.warm()),
            speed(l.cold()),
            ratio(l.cold(), Contender.AGENT, Window::wall),
            ratio(l.cold(), Contender.BARE_AGAIN, Window::wall),
            verdict(l.cold()));
  }

  private static String speed(List<PipeRound> rounds) {
    return "%,.0f".formatted(1e6 / PipeLine.bare(rounds).wall());
  }

  private static String verdict(List<PipeRound> rounds) {
    return PipeLine.holds(rounds) ? "yes" : "**no**";
  }

  /** The median, and between what the middle half of them lies. */
  private static String ratio(List<PipeRound> rounds, Contender c, ToDoubleFunction<Window> f) {
    double median = PipeLine.ratio(rounds, c, f, 0.5);
    return rounds.size() == 1
        ? "%.2f".formatted(median)
        : "%.2f (%.2f…%.2f)"
            .formatted(
                median, PipeLine.ratio(rounds, c, f, 0.25), PipeLine.ratio(rounds, c, f, 0.75));
  }
}
