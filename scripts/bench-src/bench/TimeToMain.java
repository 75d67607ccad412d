package bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Measures the time from the start of a process to the first line of its main, with and without the
 * agent in turn.
 */
public final class TimeToMain {
  private static final int WARM_UP = 2;

  private final String jar;
  private final String folder;

  private TimeToMain(String jar, String folder) {
    this.jar = jar;
    this.folder = folder;
  }

  /** Arguments: the agent's jar, a folder with the classes that logs go to, the number of runs. */
  public static void main(String[] args) throws Exception {
    new TimeToMain(args[0], args[1]).compare(Integer.parseInt(args[2]));
  }

  private void compare(int runs) throws Exception {
    List<String> bare = List.of();
    List<String> agent = List.of("-javaagent:" + jar + "=log=none,log.json=none");
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    for (int i = -WARM_UP; i < runs; i++) {
      double a = millisToMain(bare);
      double b = millisToMain(agent);
      if (i >= 0) {
        without.add(a);
        with.add(b);
      }
    }
    Locale l = Locale.ROOT;
    System.out.printf(
        l, "time to main, Java %s, median of %d runs each%n", Runtime.version(), runs);
    System.out.printf(l, "  bare        %6.1f ms%n", median(without));
    System.out.printf(l, "  with agent  %6.1f ms%n", median(with));
    System.out.printf(
        l,
        "  ratio %.2f, difference %.1f ms%n",
        median(with) / median(without),
        median(with) - median(without));
  }

  private double millisToMain(List<String> jvmArgs) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArgs);
    command.addAll(List.of("-cp", folder, "bench.Tiny"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Path.of(folder).toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Instant before = Instant.now();
    Process process = builder.start();
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      long main = Long.parseLong(String.valueOf(out.readLine()).trim());
      process.waitFor();
      return (main - before.getEpochSecond() * 1_000_000 - before.getNano() / 1_000) / 1_000.0;
    }
  }

  private static double median(List<Double> all) {
    List<Double> sorted = new ArrayList<>(all);
    Collections.sort(sorted);
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
