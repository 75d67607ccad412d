package dev.unjam.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One way to use the pipes on one JDK, with what was measured in each launch. */
final class PipeLine {
  private static final double LEAST_RATIO = 0.9;

  private final PipeRow row;
  private final Jdk jdk;
  private final List<PipeRound> cold = new ArrayList<>();
  private final List<PipeRound> warm = new ArrayList<>();

  PipeLine(PipeRow row, Jdk jdk) {
    this.row = row;
    this.jdk = jdk;
  }

  void add(PipeLaunch launch) {
    cold.add(launch.cold());
    warm.addAll(launch.warm());
  }

  PipeRow row() {
    return row;
  }

  Jdk jdk() {
    return jdk;
  }

  /** The first that passed in each launch. */
  List<PipeRound> cold() {
    return cold;
  }

  /** The short windows of all launches. */
  List<PipeRound> warm() {
    return warm;
  }

  /** What a megabyte takes without the agent, on the median. */
  static Window bare(List<PipeRound> rounds) {
    return Window.at(rounds.stream().map(PipeRound::bare).toList(), 0.5);
  }

  /**
   * How fast a contender is, bare being 1: the ratio of neighbours below which this share of them
   * lies. What slows the machine down for a while slows both of them.
   */
  static double ratio(
      List<PipeRound> rounds, Contender contender, ToDoubleFunction<Window> figure, double share) {
    List<Window> ratios = new ArrayList<>();
    for (PipeRound round : rounds) {
      double ratio = round.ratio(contender, figure);
      ratios.add(new Window(ratio, ratio, ratio, ratio));
    }
    return Window.at(ratios, share).wall();
  }

  /** Whether these are as fast as is wanted, on the median. */
  static boolean holds(List<PipeRound> rounds) {
    return ratio(rounds, Contender.AGENT, Window::wall, 0.5) >= LEAST_RATIO;
  }
}
