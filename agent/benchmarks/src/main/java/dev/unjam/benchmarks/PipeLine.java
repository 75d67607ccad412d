package dev.unjam.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** One way to use the pipes on one JDK, with what was measured in each launch. */
final class PipeLine {
  private static final double LEAST_RATIO = 0.9;

  private final PipeRow row;
  private final Jdk jdk;
  private final Map<Contender, List<Window>> medians = new EnumMap<>(Contender.class);

  PipeLine(PipeRow row, Jdk jdk) {
    this.row = row;
    this.jdk = jdk;
  }

  /** Adds a launch: the windows of each contender, of which the medians count. */
  void add(Map<Contender, List<Window>> launch) {
    launch.forEach(
        (contender, windows) ->
            medians
                .computeIfAbsent(contender, k -> new ArrayList<>())
                .add(Window.at(windows, 0.5)));
  }

  PipeRow row() {
    return row;
  }

  Jdk jdk() {
    return jdk;
  }

  /** What a megabyte takes without the agent. */
  Window bare() {
    return Window.at(medians.getOrDefault(Contender.BARE, List.of()), 0.5);
  }

  /** How fast a contender is, bare being 1: the launch at this share of them. */
  double ratio(Contender contender, ToDoubleFunction<Window> figure, double share) {
    List<Window> base = medians.getOrDefault(Contender.BARE, List.of());
    List<Window> other = medians.getOrDefault(contender, List.of());
    List<Window> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(base.size(), other.size()); i++) {
      double ratio = figure.applyAsDouble(base.get(i)) / figure.applyAsDouble(other.get(i));
      ratios.add(new Window(ratio, ratio, ratio, ratio));
    }
    return Window.at(ratios, share).wall();
  }

  /** Whether most launches are as fast as is wanted. */
  boolean holds() {
    return ratio(Contender.AGENT, Window::wall, 0.5) >= LEAST_RATIO;
  }
}
