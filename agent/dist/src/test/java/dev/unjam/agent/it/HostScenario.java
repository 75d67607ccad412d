package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A host that plays one scenario under the agent, says a line at each step, and then waits. */
record HostScenario(Process process, Path folder, BufferedReader out) implements AutoCloseable {
  private static final String LIMITS = "threshold=1s,patience=2s,silence=2s,leak=1s,grace=1s";
  private static final int DEADLINE_SECONDS = 60;

  static HostScenario start(HostProgram program, String name, String... jvmArguments)
      throws IOException {
    return start(
        program,
        name,
        Stream.concat(Stream.of(jvmArguments), Stream.of(Packaged.agent(LIMITS))).toList());
  }

  /** Starts it with these options of the agent's alone. */
  static HostScenario startWith(HostProgram program, String name, String options)
      throws IOException {
    return start(program, name, List.of(Packaged.agent(options)));
  }

  /** Starts it without the agent. */
  static HostScenario startBare(HostProgram program, String name, String... jvmArguments)
      throws IOException {
    return start(program, name, List.of(jvmArguments));
  }

  /** Brings the agent into one that was started without. */
  void attach() throws Exception {
    Stream<Object> limits = Stream.of((Object[]) LIMITS.split(",", -1));
    Object[] arguments = Stream.concat(Stream.of(process.pid()), limits).toArray();
    Ended attached = Verb.run("attach", arguments);
    assertEquals(0, attached.status(), attached::toString);
  }

  private static HostScenario start(HostProgram program, String name, List<String> jvmArguments)
      throws IOException {
    Path folder = Files.createDirectory(program.folder().resolve("run-" + name));
    List<String> jvm =
        Stream.concat(
                // Of two that start at a time one may say on its output that a file is locked.
                Stream.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"), jvmArguments.stream())
            .toList();
    Process process =
        new ProcessBuilder(program.command(jvm, List.of(name, folder.resolve("work").toString())))
            .directory(folder.toFile())
            .redirectError(folder.resolve("stderr").toFile())
            .start();
    return new HostScenario(process, folder, process.inputReader(StandardCharsets.UTF_8));
  }

  /** The next line that the host says; that it ended instead is said with its stderr. */
  String says() {
    String line =
        CompletableFuture.supplyAsync(this::line)
            .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
            .join();
    return line == null ? "it ended: " + stderr() : line;
  }

  private String line() {
    try {
      return out.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets a host go on that waits for a line. */
  void goOn() throws IOException {
    Writer in = process.outputWriter(StandardCharsets.UTF_8);
    in.write('\n');
    in.flush();
  }

  AgentLog log() {
    return AgentLog.of(folder, process.pid());
  }

  String stderr() {
    try {
      return Files.readString(folder.resolve("stderr"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing of ours went wrong in there, and nothing was said where the host's own words go. */
  void assertUnharmed() throws IOException {
    assertEquals("", stderr());
    assertEquals(0, Verb.status(process.pid()).path("suppressed").asInt(-1), log().text());
  }

  /** Lets it end in its own way. */
  @Override
  public void close() throws IOException {
    try {
      process.getOutputStream().close();
      assertEquals(
          0, process.onExit().orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join().exitValue());
    } finally {
      process.destroyForcibly();
    }
  }
}
