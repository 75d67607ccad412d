package dev.unjam.clients;

import clienthost.Cell;
import clienthost.Library;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The same cells in two JVMs at the same time, one without the agent and one with it. What is to be
 * stuck without it, one of each client and phase, is looked at once all is over with it, and some
 * time has passed: never earlier than the agent took.
 */
record Couple(
    HostProcess watched, List<Cell> cells, Map<Cell, Bare> bare, Map<String, Instant> acts)
    implements Closeable {
  /**
   * A refused caller is acted on after a second. The silence of a head is longer than that of a
   * body: on a busy machine a connection and its TLS take seconds, and what is ended before it was
   * sent is not the phase that was meant.
   */
  private static final String LIMITS =
      "threshold=1s,patience=2s,silence=2s,silence.head=8s,leak=1s,grace=1s";

  /** Whoever tries again by himself has the time to, between two rungs as well. */
  private static final String PATIENT = "threshold=1s,patience=5s,silence=2s,leak=1s,grace=5s";

  /** The answer beside it has to last for longer than it takes until somebody acts. */
  private static final String BESIDE =
      "threshold=1s,patience=2s,silence=2s,silence.head=4s,leak=1s,grace=1s";

  private static final int DEADLINE_SECONDS = 60;
  private static final int LONGER_SECONDS = 2;
  private static final int A_WHILE_SECONDS = 10;

  /** What a cell's call looked like without the agent: how often it was sent, and how it ended. */
  record Bare(int requests, boolean givenUp, String ended) {}

  static Couple tried(Path folder, String classPath, Certificate certificate, List<Cell> cells)
      throws IOException, GeneralSecurityException {
    List<Cell> once = Cells.bare(cells);
    List<Library> clients = cells.stream().map(Cell::library).distinct().toList();
    Server servers = Server.start(certificate, clients);
    try (HostProcess bare =
        HostProcess.bare(folder.resolve("bare"), classPath, servers, certificate)) {
      bare.warmUp(once);
      HostProcess watched =
          HostProcess.watched(
              folder.resolve("watched"),
              classPath,
              Server.start(certificate, clients),
              certificate,
              limits(cells));
      watched.warmUp(cells);
      bare.begin(once);
      // One after the other: hundreds of handshakes take long enough.
      awaitAsked(bare.requests(), once);
      watched.begin(cells);
      all(watched, cells).completeOnTimeout(null, DEADLINE_SECONDS, TimeUnit.SECONDS).join();
      all(bare, once).completeOnTimeout(null, LONGER_SECONDS, TimeUnit.SECONDS).join();
      Couple couple = new Couple(watched, cells, seen(bare, once), acts(watched));
      awaitLetGo(watched.requests(), cells);
      return couple;
    }
  }

  private static String limits(List<Cell> cells) {
    Library first = cells.get(0).library();
    if (first.isBuiltUpon()) {
      return PATIENT;
    }
    return first.multiplexes() ? BESIDE : LIMITS;
  }

  private static CompletableFuture<?> all(HostProcess host, List<Cell> cells) {
    return CompletableFuture.allOf(
        cells.stream().map(host::outcome).toArray(CompletableFuture<?>[]::new));
  }

  private static void awaitAsked(Requests requests, List<Cell> cells) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(A_WHILE_SECONDS);
    for (Cell cell : cells) {
      if (cell.scenario().asks()) {
        requests.awaitCame(cell.path(), deadline - System.nanoTime());
      }
    }
  }

  /** Whoever leaves is seen by the server, a moment later and if it reads at all. */
  private static void awaitLetGo(Requests requests, List<Cell> cells) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(A_WHILE_SECONDS);
    for (Cell cell : cells) {
      requests.free(cell.path());
    }
    for (Cell cell : cells) {
      if (Expected.isLetGo(cell)) {
        requests.awaitGivenUp(cell.path(), deadline - System.nanoTime());
      }
    }
  }

  private static Map<Cell, Bare> seen(HostProcess host, List<Cell> cells) {
    Map<Cell, Bare> seen = new HashMap<>();
    for (Cell cell : cells) {
      String path = cell.path();
      String ended = host.outcome(cell).isDone() ? host.outcome(cell).join().toString() : "";
      Requests requests = host.requests();
      seen.put(cell, new Bare(requests.count(path), requests.isGivenUp(path), ended));
    }
    return seen;
  }

  /** Who was tried, for a message. */
  String names() {
    return cells.stream()
        .map(cell -> cell.library().label())
        .distinct()
        .sorted()
        .collect(Collectors.joining("; "));
  }

  /** When the agent first acted on each holder, by its thread's name. */
  private static Map<String, Instant> acts(HostProcess host) {
    Map<String, Instant> acts = new HashMap<>();
    for (JsonNode event : host.log().events("action.started")) {
      Instant at = Instant.parse(event.path("ts").asText());
      acts.putIfAbsent(event.path("holder").asText(), at);
    }
    return acts;
  }

  /** When the agent acted on a cell's caller; never, if that has no thread of its own. */
  Instant actedOn(Cell cell) {
    return acts.getOrDefault(cell.toString(), Instant.MAX);
  }

  /** What became of a cell without the agent. */
  Bare bare(Cell cell) {
    return Objects.requireNonNull(bare.get(cell));
  }

  @Override
  public void close() throws IOException {
    watched.close();
  }
}
