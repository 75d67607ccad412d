package dev.unjam.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import clienthost.stdio.StdioLibrary;
import dev.unjam.agent.it.AgentLog;
import dev.unjam.agent.it.Packaged;
import dev.unjam.agent.it.Verb;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A JVM whose thread asks a child through one library, and the lines that it has said. */
record StdioProcess(Process process, Path folder, List<String> lines) implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /**
   * Starts the host program.
   *
   * @param options the agent's; without the agent if empty
   */
  static StdioProcess start(Path folder, StdioLibrary library, String options) throws IOException {
    Files.createDirectories(folder);
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Packaged.java().toString(), "-XX:TieredStopAtLevel=1"));
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    command.add("-XX:+EnableDynamicAgentLoading");
    if (!options.isEmpty()) {
      command.add(Packaged.agent(options));
    }
    command.addAll(List.of("-cp", ClassPaths.newest(), "clienthost.stdio.StdioHost"));
    command.addAll(List.of(library.name(), folder.resolve("session.jsonl.lock").toString()));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve("stderr").toFile())
            .start();
    StdioProcess host = new StdioProcess(process, folder, new CopyOnWriteArrayList<>());
    Thread reader = new Thread(host::read, "lines-" + process.pid());
    reader.setDaemon(true);
    reader.start();
    return host;
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first line that begins so, as soon as it is there. */
  String said(String beginning) {
    try {
      return Awaitility.await().atMost(DEADLINE).until(() -> find(beginning), f -> !f.isEmpty());
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("it has not said " + beginning + " but " + story(), e);
    }
  }

  private String find(String beginning) {
    return lines.stream().filter(line -> line.startsWith(beginning)).findFirst().orElse("");
  }

  /** Whether its lock file is there and nobody has got the lock. */
  boolean isStuck() {
    return Files.exists(folder.resolve("session.jsonl.lock"))
        && find("freed: ").isEmpty()
        && find("after: ").isEmpty();
  }

  void assertUnharmed() throws IOException {
    assertEquals(0, Verb.status(process.pid()).path("suppressed").asLong(-1), this::story);
    String err = Files.readString(folder.resolve("stderr"));
    assertEquals(List.of(), err.lines().filter(line -> line.startsWith("unjam:")).toList());
  }

  AgentLog log() {
    return AgentLog.of(folder, process.pid());
  }

  /** For a message: what it has said, and what the agent has. */
  String story() {
    return lines + "\n" + log().text();
  }

  /** The child ends with its input. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
