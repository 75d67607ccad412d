package dev.unjam.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one fork measured.
 *
 * @param score nanoseconds an operation, the median of the iterations, or operations a millisecond
 * @param bytes allocated for an operation, by all threads together
 */
record Sample(double score, double bytes) {
  /** The median of each figure; of an even number the mean of the two in the middle. */
  static Sample median(List<Sample> samples) {
    return new Sample(median(samples, Sample::score), median(samples, Sample::bytes));
  }

  private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
