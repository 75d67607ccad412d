package dev.unjam.clients;

import clienthost.Cell;
import clienthost.Kind;
import clienthost.Library;
import clienthost.Scenario;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the cells: a JVM with the agent for each client, some at a time, and one without the agent
 * that is in the same calls all the while.
 */
final class Matrix implements Closeable {
  private static final String LIMITS = "threshold=1s,patience=2s,silence=2s,leak=1s,grace=1s";
  private static final int AT_A_TIME = 3;
  private static final int DEADLINE_SECONDS = 40;

  private final Path folder;
  private final Certificate certificate;
  private final List<Library> clients;
  private final Map<String, HostProcess> bare = new HashMap<>();
  private final ExecutorService starters = Executors.newFixedThreadPool(AT_A_TIME);
  private final Map<Library, CompletableFuture<HostProcess>> watched = new EnumMap<>(Library.class);

  private Matrix(Path folder, List<Library> clients) throws IOException, GeneralSecurityException {
    this.folder = folder;
    this.clients = clients;
    this.certificate = Certificate.make(folder);
  }

  /** Starts everything; nothing is waited for. */
  static Matrix start(Path folder, List<Library> clients)
      throws IOException, GeneralSecurityException {
    Matrix matrix = new Matrix(folder, clients);
    for (Library client : clients) {
      matrix.getStuck(client);
      matrix.watched.put(
          client, CompletableFuture.supplyAsync(() -> matrix.tried(client), matrix.starters));
    }
    return matrix;
  }

  /** Without the agent, beside whoever has the same class path. */
  private void getStuck(Library client) throws IOException, GeneralSecurityException {
    String classPath = ClassPaths.of(client);
    HostProcess host = bare.get(classPath);
    if (host == null) {
      Path at = folder.resolve("bare-" + bare.size());
      host = HostProcess.bare(at, classPath, Server.start(certificate, clients), certificate);
      bare.put(classPath, host);
    }
    for (Cell cell : withoutTheAgent(client)) {
      host.begin(cell);
    }
  }

  List<Library> clients() {
    return clients;
  }

  /** What a client is tried with under the agent. */
  static List<Cell> withTheAgent(Library client) {
    return client.schemes().stream()
        .flatMap(
            scheme ->
                phases(client)
                    .flatMap(
                        phase ->
                            Stream.of(Kind.values())
                                .filter(Kind::exists)
                                .map(kind -> Cell.locked(client, scheme, phase, kind))))
        .toList();
  }

  /** One cell of each phase. */
  static List<Cell> withoutTheAgent(Library client) {
    String scheme = client.schemes().get(0);
    return phases(client).map(phase -> Cell.locked(client, scheme, phase, Kind.PLATFORM)).toList();
  }

  private static Stream<Scenario> phases(Library client) {
    Stream<Scenario> all =
        Stream.of(Scenario.HANG, Scenario.HEAD, Scenario.REFUSED, Scenario.STOPS)
            .filter(phase -> phase != Scenario.REFUSED || client.refusesWithABody());
    return client.triesAgain() ? Stream.concat(all, Stream.of(Scenario.RETRY)) : all;
  }

  private HostProcess tried(Library client) {
    try {
      HostProcess host =
          HostProcess.watched(
              folder.resolve(client.name()),
              ClassPaths.of(client),
              Server.start(certificate, List.of(client)),
              certificate,
              LIMITS);
      List<Cell> cells = withTheAgent(client);
      for (Cell cell : cells) {
        host.begin(cell);
      }
      CompletableFuture.allOf(
              cells.stream().map(host::outcome).toArray(CompletableFuture<?>[]::new))
          .completeOnTimeout(null, DEADLINE_SECONDS, TimeUnit.SECONDS)
          .join();
      return host;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The host of a client, once all of its cells have ended or their time is over. */
  HostProcess watched(Library client) {
    return Objects.requireNonNull(watched.get(client)).join();
  }

  /** A client's host without the agent, once every one that has it is done. */
  HostProcess bare(Library client) {
    clients.forEach(this::watched);
    return Objects.requireNonNull(bare.get(ClassPaths.of(client)));
  }

  @Override
  public void close() throws IOException {
    starters.shutdown();
    for (HostProcess host : bare.values()) {
      host.close();
    }
    for (CompletableFuture<HostProcess> host : watched.values()) {
      host.join().close();
    }
  }
}
