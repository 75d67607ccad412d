package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.Children;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A remover in a JVM of its own that goes on step by step, as the test says. */
final class OtherRemover implements AutoCloseable {
  private final Children children = new Children();
  private final Process process;
  private final BufferedReader out;
  private final Writer in;

  private OtherRemover(String kind, Path lock) throws IOException {
    process = children.start(java(SteppingRemover.class, kind, lock.toString()));
    out = process.inputReader(StandardCharsets.UTF_8);
    in = process.outputWriter(StandardCharsets.US_ASCII);
  }

  static OtherRemover of(Path lock) throws IOException {
    return new OtherRemover("ours", lock);
  }

  static OtherRemover plain(Path lock) throws IOException {
    return new OtherRemover("plain", lock);
  }

  /** The command that runs a class of the tests in a JVM of its own, which starts fast. */
  static String[] java(Class<?> main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    return command.toArray(String[]::new);
  }

  /** Waits until it has come so far, and lets it go on at the steps before. */
  OtherRemover until(Step step) throws IOException {
    String said = out.readLine();
    while (said != null && !said.equals(step.name())) {
      assertTrue(List.of(names()).contains(said), said);
      goOn();
      said = out.readLine();
    }
    assertEquals(step.name(), said);
    return this;
  }

  void goOn() throws IOException {
    in.write("on\n");
    in.flush();
  }

  /** Lets it go on to its end, and returns what it said then. */
  String finish() throws IOException {
    goOn();
    String said = out.readLine();
    while (said != null && List.of(names()).contains(said)) {
      goOn();
      said = out.readLine();
    }
    return String.valueOf(said);
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  private static String[] names() {
    Step[] steps = Step.values();
    String[] names = new String[steps.length];
    for (int i = 0; i < steps.length; i++) {
      names[i] = steps[i].name();
    }
    return names;
  }

  @Override
  public void close() {
    children.close();
  }
}
