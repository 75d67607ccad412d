package dev.unjam.benchmarks.scale;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** What lies on the heap after a full collection. */
final class Heap {
  private static final String OURS = "dev.unjam.";

  private Heap() {}

  /** Bytes that are reachable. */
  static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime r = Runtime.getRuntime();
    return r.totalMemory() - r.freeMemory();
  }

  /** Bytes in instances of the agent's classes; the histogram collects first. */
  static long ours() {
    return oursIn(histogram());
  }

  /** The sum over the rows of a class histogram: number, instances, bytes, class. */
  static long oursIn(String histogram) {
    return histogram
        .lines()
        .map(line -> line.trim().split("\\s+"))
        .filter(row -> row.length >= 4 && row[3].replaceFirst("^\\[+L", "").startsWith(OURS))
        .mapToLong(row -> Long.parseLong(row[2]))
        .sum();
  }

  private static String histogram() {
    try {
      return (String)
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }
}
