package dev.unjam.clients;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import clienthost.Cell;
import clienthost.Kind;
import clienthost.Library;
import clienthost.Scenario;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
  private final Map<String, CompletableFuture<HostProcess>> watched = new HashMap<>();

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
    }
    Map<String, List<Library>> hosts =
        clients.stream().collect(groupingBy(Matrix::host, LinkedHashMap::new, toList()));
    hosts.forEach(
        (name, inIt) ->
            matrix.watched.put(
                name,
                CompletableFuture.supplyAsync(() -> matrix.tried(name, inIt), matrix.starters)));
    return matrix;
  }

  /** The name of the JVM that tries a client: one for each, and one for all that are built upon. */
  private static String host(Library client) {
    return client.isBuiltUpon() ? "BUILT_UPON" : client.name();
  }

  /** Without the agent, beside whoever has the same class path. */
  private void getStuck(Library client) throws IOException, GeneralSecurityException {
    String classPath = ClassPaths.of(client);
    HostProcess host = bare.get(classPath);
    if (host == null) {
      Path at = folder.resolve("bare-" + bare.size());
      host = HostProcess.bare(at, classPath, Server.start(certificate), certificate);
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
                            kinds(client).map(kind -> Cell.locked(client, scheme, phase, kind))))
        .toList();
  }

  private static Stream<Kind> kinds(Library client) {
    return client.isBuiltUpon()
        ? Stream.of(Kind.PLATFORM, Kind.POOL)
        : Stream.of(Kind.values()).filter(Kind::exists);
  }

  /** One cell of each phase. */
  static List<Cell> withoutTheAgent(Library client) {
    String scheme = client.schemes().get(0);
    return phases(client).map(phase -> Cell.locked(client, scheme, phase, Kind.PLATFORM)).toList();
  }

  private static Stream<Scenario> phases(Library client) {
    Stream<Scenario> all =
        Stream.of(Scenario.HANG, Scenario.HEAD, Scenario.REFUSED, Scenario.STOPS)
            .filter(phase -> phase != Scenario.REFUSED || client.refusesWithABody())
            .filter(phase -> phase != Scenario.STOPS || client.stops());
    return client.triesAgain() ? Stream.concat(all, Stream.of(Scenario.RETRY)) : all;
  }

  private HostProcess tried(String name, List<Library> inIt) {
    try {
      HostProcess host =
          HostProcess.watched(
              folder.resolve(name),
              ClassPaths.of(inIt.get(0)),
              Server.start(certificate),
              certificate,
              LIMITS);
      List<Cell> cells = inIt.stream().flatMap(client -> withTheAgent(client).stream()).toList();
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
    return Objects.requireNonNull(watched.get(host(client))).join();
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
