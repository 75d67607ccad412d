package dev.unjam.benchmarks;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long programs took to start.
 *
 * @param client whose first call was waited for, or null where only main counts
 * @param jdk the JDK's version
 * @param millis from the start of the process, one for each under each setting
 */
record StartLine(@Nullable String client, String jdk, Map<Setting, List<Double>> millis) {
  private static final double MOST_TO_MAIN = 150;
  private static final double MOST_TO_CALL = 500;

  String label() {
    return client == null ? "main of a tiny program" : "its first call has ended: " + client;
  }

  double at(Setting setting, double share) {
    double[] sorted =
        millis.getOrDefault(setting, List.of()).stream().mapToDouble(d -> d).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))];
  }

  double added(Setting setting) {
    return at(setting, 0.5) - at(Setting.BARE, 0.5);
  }

  double limit() {
    return client == null ? MOST_TO_MAIN : MOST_TO_CALL;
  }

  boolean holds() {
    return added(Setting.AGENT) <= limit();
  }
}
