package dev.unjam.benchmarks;

import dev.unjam.benchmarks.calls.Answer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One kind of call by one client on one JDK, with what was measured in each launch. */
final class CallLine {
  /** Of the windows of a launch the one at this share counts: those that little disturbed. */
  static final double LEAST = 0.1;

  private final Subject subject;
  private final Jdk jdk;
  private final CallRow row;
  private final List<Window> bare = new ArrayList<>();

  /** What each contender adds to bare: one figure for each launch. */
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
    Window least = Window.at(base, LEAST);
    launch.forEach(
        (contender, windows) ->
            added
                .computeIfAbsent(contender, k -> new ArrayList<>())
                .add(Window.at(windows, LEAST).minus(least)));
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

  /** Empty for a stream, whose every byte is looked at. */
  String limit() {
    if (row.answer() == Answer.EVENTS) {
      return "";
    }
    return allowed() > 0 ? "≤ +%.1f µs".formatted(allowed()) : "not to be seen";
  }

  private double allowed() {
    return row.answer() == Answer.SMALL ? subject.limit() : 0;
  }

  /**
   * Whether the agent adds no more than its limit in most launches. Where nothing may be seen, all
   * of its launches must lie above those of the second bare process to be told apart.
   */
  boolean holds() {
    double least = judged(added(Contender.AGENT, 0));
    double noise = Math.max(0, judged(added(Contender.BARE_AGAIN, 1)));
    return allowed() > 0 ? judged(added(Contender.AGENT, 0.5)) <= allowed() : least <= noise;
  }

  private double judged(Window window) {
    return subject.manyThreads() ? window.process() : window.thread();
  }
}
