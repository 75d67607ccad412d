package dev.unjam.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A main class that is run in a process of its own and prints {@code key=number} lines. */
final class Program {
  private final List<String> command = new ArrayList<>();
  private final Class<?> main;

  Program(Jdk jdk, Class<?> main) {
    this(jdk, main, System.getProperty("java.class.path"));
  }

  Program(Jdk jdk, Class<?> main, String classPath) {
    this.main = main;
    command.addAll(List.of(jdk.java(), "-Xmx2g", "-cp", classPath));
  }

  Program jvmArgs(List<String> args) {
    command.addAll(args);
    return this;
  }

  /**
   * Runs it.
   *
   * @throws IOException if it does not end with 0
   */
  Map<String, Long> run(Object... arguments) throws IOException, InterruptedException {
    Process p = start(arguments);
    String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = p.waitFor();
    if (status != 0) {
      throw new IOException(main.getSimpleName() + " ended with " + status + ": " + out);
    }
    return parse(out);
  }

  /** Starts it, to be spoken with. */
  Dialogue talk(Object... arguments) throws IOException {
    return new Dialogue(main.getSimpleName(), start(arguments));
  }

  private Process start(Object... arguments) throws IOException {
    command.add(main.getName());
    Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The lines of the form {@code key=number}; others are skipped. */
  static Map<String, Long> parse(String out) {
    Map<String, Long> values = new TreeMap<>();
    out.lines()
        .map(line -> line.split("=", 2))
        .filter(pair -> pair.length == 2 && pair[1].matches("-?[0-9]+"))
        .forEach(pair -> values.put(pair[0], Long.valueOf(pair[1])));
    return values;
  }

  /** The value of a key that must be there. */
  static long value(Map<String, Long> values, String key) {
    Long value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no " + key + " among " + values.keySet());
    }
    return value;
  }
}
