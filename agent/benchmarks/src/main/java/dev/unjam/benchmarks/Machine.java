package dev.unjam.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says on what was measured, without a name or a place. */
final class Machine {
  /** Of the last minute, before anything is measured. */
  private static final double LOAD =
      ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();

  private Machine() {}

  static String describe(List<Jdk> jdks, Scale scale) {
    return "%s. Medians of %d rounds, each a process of its own a figure: %d × %d ms after %d × %d ms of warming up; heap 512 MB, G1 unless a line says otherwise."
        .formatted(
            describe(jdks),
            scale.rounds(),
            scale.iterations(),
            scale.millis(),
            scale.warmUps(),
            scale.millis());
  }

  static String describe(List<Jdk> jdks, CallScale scale) {
    return "%s. Medians of %d launches; in each %d rounds of windows of %d calls (large answers and streams: a twentieth), after %d calls of warming up; starts: medians of %d, OpenTelemetry's of %d. Load when it began: %.1f."
        .formatted(
            describe(jdks),
            scale.launches(),
            scale.rounds(),
            scale.calls(),
            scale.warmUp(),
            scale.starts(),
            scale.peerStarts(),
            LOAD);
  }

  static String describe(List<Jdk> jdks, PipeScale scale) {
    return "%s. %d launches, and cold %d more; warm: %d rounds in each, after %d s of little compiling, at most %d s. Load when it began: %.1f."
        .formatted(
            describe(jdks),
            scale.launches(),
            scale.firsts(),
            scale.rounds(),
            scale.settles(),
            scale.patience(),
            LOAD);
  }

  private static String describe(List<Jdk> jdks) {
    return "%d cores, %s %s; JDK %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.arch").toLowerCase(Locale.ROOT),
            jdks.stream().map(Jdk::version).collect(Collectors.joining(" and ")));
  }
}
