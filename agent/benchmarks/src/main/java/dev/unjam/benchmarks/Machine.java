package dev.unjam.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says on what was measured, without a name or a place. */
final class Machine {
  private Machine() {}

  static String describe(List<Jdk> jdks, Scale scale) {
    return "%d cores, %s %s; JDK %s. Medians of %d rounds, each a process of its own a figure: %d × %d ms after %d × %d ms of warming up; heap 512 MB, G1 unless a line says otherwise."
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.arch").toLowerCase(Locale.ROOT),
            jdks.stream().map(Jdk::version).collect(Collectors.joining(" and ")),
            scale.rounds(),
            scale.iterations(),
            scale.millis(),
            scale.warmUps(),
            scale.millis());
  }
}
