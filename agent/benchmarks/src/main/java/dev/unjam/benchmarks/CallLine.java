package dev.unjam.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** One kind of call by one client on one JDK, with what was measured in each launch. */
final class CallLine {
  private final Subject subject;
  private final Jdk jdk;
  private final CallRow row;
  private final List<Window> bare = new ArrayList<>();

  /** What each contender adds to bare: the median over the rounds, one for each launch. */
  private final Map<Contender, List<Window>> added = new EnumMap<>(Contender.class);

  CallLine(Subject subject, Jdk jdk, CallRow row) {
    this.subject = subject;
    this.jdk = jdk;
    this.row = row;
  }

  /** Adds a launch: the windows of each contender, in the order of the rounds. */
  void add(Map<Contender, List<Window>> launch) {
    List<Window> base = launch.getOrDefault(Contender.BARE, List.of());
    bare.addAll(base);
    launch.forEach(
        (contender, windows) -> {
          List<Window> differences = new ArrayList<>();
          for (int i = 0; i < windows.size(); i++) {
            differences.add(windows.get(i).minus(base.get(i)));
          }
          added.computeIfAbsent(contender, k -> new ArrayList<>()).add(Window.median(differences));
        });
  }

  Subject subject() {
    return subject;
  }

  Jdk jdk() {
    return jdk;
  }

  CallRow row() {
    return row;
  }

  Window bare(double share) {
    return Window.at(bare, share);
  }

  /** What a contender adds: the launch at this share of them, each figure by itself. */
  Window added(Contender contender, double share) {
    return Window.at(added.getOrDefault(contender, List.of()), share);
  }

  String limit() {
    return subject.limit() > 0 ? "≤ +%.1f µs".formatted(subject.limit()) : "not to be seen";
  }

  /**
   * Whether the agent adds no more than its limit. It is not to be seen where its launches and
   * those of the second bare process overlap; what that one differs is what cannot be told apart
   * here.
   */
  boolean holds() {
    return added(Contender.AGENT, 0.5).process() <= subject.limit() || !isSeen(Window::process);
  }

  private boolean isSeen(ToDoubleFunction<Window> figure) {
    double least = figure.applyAsDouble(added(Contender.AGENT, 0));
    double noise = figure.applyAsDouble(added(Contender.BARE_AGAIN, 1));
    return least > Math.max(0, noise) + subject.limit();
  }
}
