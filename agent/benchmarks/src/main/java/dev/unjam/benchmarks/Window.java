package dev.unjam.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a call cost on the average of one window, in microseconds.
 *
 * @param wall the time that passed
 * @param thread processor time of the thread that calls
 * @param process processor time of the whole process
 * @param bytes allocated by the thread that calls
 */
record Window(double wall, double thread, double process, double bytes) {
  static Window of(Map<String, Long> answer) {
    return new Window(
        Program.value(answer, "wall_ns") / 1000.0,
        Program.value(answer, "thread_ns") / 1000.0,
        Program.value(answer, "process_ns") / 1000.0,
        Program.value(answer, "bytes"));
  }

  Window minus(Window other) {
    return new Window(
        wall - other.wall, thread - other.thread, process - other.process, bytes - other.bytes);
  }

  /** The figure below which this share of the windows lies, of each by itself. */
  static Window at(List<Window> all, double share) {
    return new Window(
        at(all, share, Window::wall),
        at(all, share, Window::thread),
        at(all, share, Window::process),
        at(all, share, Window::bytes));
  }

  private static double at(List<Window> all, double share, ToDoubleFunction<Window> figure) {
    double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
