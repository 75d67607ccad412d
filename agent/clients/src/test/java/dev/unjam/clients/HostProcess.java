package dev.unjam.clients;

import clienthost.Cell;
import clienthost.Hold;
import clienthost.Kind;
import clienthost.Outcome;
import clienthost.Scenario;
import dev.unjam.agent.it.AgentLog;
import dev.unjam.agent.it.Packaged;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A JVM that runs the host program, with its servers. */
final class HostProcess implements Closeable {
  private static final Duration START = Duration.ofSeconds(60);

  private final Process process;
  private final Path folder;
  private final Server server;
  private final Map<Cell, CompletableFuture<Outcome>> outcomes = new ConcurrentHashMap<>();

  private HostProcess(Process process, Path folder, Server server) {
    this.process = process;
    this.folder = folder;
    this.server = server;
    Thread reader = new Thread(this::read, "outcomes-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /** A host without the agent. */
  static HostProcess bare(Path folder, String classPath, Server server, Certificate certificate)
      throws IOException {
    return start(folder, classPath, server, certificate.trusted());
  }

  /** A host with the agent, which has started when this returns. */
  static HostProcess watched(
      Path folder, String classPath, Server server, Certificate certificate, String options)
      throws IOException {
    List<String> jvm = new ArrayList<>(certificate.trusted());
    jvm.add(Packaged.agent(options));
    HostProcess host = start(folder, classPath, server, jvm);
    host.log().awaitEvent("agent.started", e -> true, START);
    return host;
  }

  private static HostProcess start(Path folder, String classPath, Server server, List<String> jvm)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Packaged.java().toString(), "-XX:TieredStopAtLevel=1"));
    command.addAll(jvm);
    command.addAll(List.of("-cp", classPath, "clienthost.ClientHost"));
    command.addAll(server.arguments());
    Process process =
        new ProcessBuilder(command)
            .directory(Files.createDirectories(folder).toFile())
            .redirectError(folder.resolve("stderr").toFile())
            .start();
    return new HostProcess(process, folder, server);
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        Outcome outcome = Outcome.parse(line);
        outcome(outcome.cell()).complete(outcome);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Lets each of these clients make a call that is answered, over each scheme; returns when all
   * have been.
   *
   * <p>The limits of these tests are seconds. On a busy machine a client's classes, its threads and
   * all of TLS take as long when they are needed for the first time, and a call that is ended
   * before it was sent is not the one that was meant.
   */
  void warmUp(Collection<Cell> cells) throws IOException {
    List<Cell> first =
        cells.stream()
            .map(c -> new Cell(c.library(), c.scheme(), Scenario.OK, Kind.PLATFORM, Hold.NONE))
            .distinct()
            .toList();
    begin(first);
    CompletableFuture.allOf(first.stream().map(this::outcome).toArray(CompletableFuture<?>[]::new))
        .completeOnTimeout(null, START.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  void begin(Collection<Cell> cells) throws IOException {
    for (Cell cell : cells) {
      begin(cell);
    }
  }

  /** Lets the host try this, beside whatever it tries already. */
  void begin(Cell cell) throws IOException {
    Writer in = process.outputWriter(StandardCharsets.UTF_8);
    in.write(cell + "\n");
    in.flush();
  }

  /** What becomes of it, once it has ended. */
  CompletableFuture<Outcome> outcome(Cell cell) {
    return outcomes.computeIfAbsent(cell, c -> new CompletableFuture<>());
  }

  MuteServer mute() {
    return server.mute();
  }

  Requests requests() {
    return server.requests();
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  AgentLog log() {
    return AgentLog.of(folder, process.pid());
  }

  String stderr() throws IOException {
    return Files.readString(folder.resolve("stderr"));
  }

  /** For a message: what the host and the agent said. */
  String story() throws IOException {
    return stderr() + log().text();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    server.close();
  }
}
