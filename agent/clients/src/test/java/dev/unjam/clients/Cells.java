package dev.unjam.clients;

import clienthost.Cell;
import clienthost.Kind;
import clienthost.Library;
import clienthost.PostingClient;
import clienthost.Scenario;
import clienthost.Trait;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a client is tried with. */
final class Cells {
  private Cells() {}

  /** One of each client and phase that stays stuck without the agent. */
  static List<Cell> bare(List<Cell> stuck) {
    Map<String, Cell> first = new LinkedHashMap<>();
    for (Cell cell : stuck) {
      if (Expected.isStuckForGood(cell)) {
        first.putIfAbsent(cell.library() + " " + cell.scenario(), cell);
      }
    }
    return List.copyOf(first.values());
  }

  /** All in which it gets stuck. */
  static List<Cell> stuck(Library client) {
    Stream<Cell> all =
        phases(client)
            .flatMap(
                phase ->
                    schemes(client, phase)
                        .flatMap(
                            scheme ->
                                kinds(client, phase)
                                    .map(kind -> Cell.locked(client, scheme, phase, kind))));
    return Stream.concat(all, besides(client)).toList();
  }

  /** What is below those that are built upon it is tried with everything: here is one of each. */
  private static Stream<Cell> besides(Library client) {
    Stream<Cell> few =
        Stream.of(
            Cell.locked(client, "https", Scenario.HEAD, Kind.PLATFORM),
            Cell.locked(client, "https", Scenario.HANG, Kind.VIRTUAL));
    return client.isBuiltUpon() ? few.filter(cell -> cell.kind().exists()) : Stream.of();
  }

  /** Two of them, which an older version is tried with. */
  static List<Cell> few(Library client) {
    List<String> schemes = client.schemes();
    if (client == Library.JETTY_FUTURE || client == Library.JETTY_CONNECTION) {
      return List.of(); // there is no such listener in 12.0.0, and no future of a connection
    }
    if (client.multiplexes()) {
      return List.of(); // Apache's names a builder that 5.0 does not have
    }
    return stuck(client).stream()
        .filter(c -> c.scenario() == Scenario.HANG || c.scenario() == Scenario.HEAD)
        .filter(c -> c.kind() == Kind.PLATFORM)
        .filter(c -> c.scheme().equals(schemes.get(schemes.size() - 1)))
        .toList();
  }

  private static Stream<Scenario> phases(Library client) {
    Stream<Scenario> all =
        Stream.of(
            Scenario.HANG,
            Scenario.HEAD,
            Scenario.REFUSED,
            Scenario.REFUSED_WHOLE,
            Scenario.REFUSED_IN_STREAM,
            Scenario.STOPS,
            Scenario.PINGS);
    return Stream.of(
            all.filter(phase -> applies(client, phase)), requests(client), ways(client), on(client))
        .flatMap(phases -> phases);
  }

  private static boolean applies(Library client, Scenario phase) {
    return switch (phase) {
      case REFUSED -> client.refusesWithABody();
      // Its channel sleeps instead.
      case REFUSED_WHOLE -> client != Library.GRPC_RETRIES;
      // The same of a client that throws what the stream says.
      case REFUSED_IN_STREAM ->
          client.stops() && client.refusesWithABody() && client != Library.SPRING_AI_STREAM;
      case STOPS -> client.stops();
      // What a stream is made of is not known of gRPC, nor of the sockets alone.
      case PINGS ->
          client.schemes().contains("http") && !client.isBuiltUpon() && !client.isUnknown();
      default -> true;
    };
  }

  private static Stream<Scenario> requests(Library client) {
    Stream.Builder<Scenario> phases = Stream.builder();
    if (client.triesAgain()) {
      phases.add(Scenario.RETRY);
    }
    if (client.make() instanceof PostingClient && !client.sendsAsAnother()) {
      phases.add(Scenario.POSTED).add(Scenario.UPLOAD);
    }
    return phases.build();
  }

  /** On the way to the server. */
  private static Stream<Scenario> ways(Library client) {
    Stream.Builder<Scenario> phases = Stream.builder();
    // Of the sockets alone nobody knows what a connection is for before something is asked over it.
    if (!client.sendsAsAnother() && !client.isUnknown()) {
      phases.add(Scenario.CONNECT).add(Scenario.HANDSHAKE);
    }
    if (client.pools()) {
      phases.add(Scenario.LEASE);
    }
    return phases.build();
  }

  /** Whoever is freed and goes on does so by the client alone. */
  private static Stream<Scenario> on(Library client) {
    return client.has(Trait.SENT_BY_ANOTHER) ? Stream.of() : Stream.of(Scenario.AGAIN);
  }

  private static Stream<String> schemes(Library client, Scenario phase) {
    List<String> all = client.schemes();
    return switch (phase) {
      case HANDSHAKE -> all.stream().filter(scheme -> !scheme.equals("http"));
      case HANG, HEAD, REFUSED, STOPS, RETRY -> all.stream();
      default -> all.stream().limit(1);
    };
  }

  private static Stream<Kind> kinds(Library client, Scenario phase) {
    Stream<Kind> all =
        switch (phase) {
          case HANG, HEAD, REFUSED, STOPS, RETRY -> Stream.of(Kind.values());
          case REFUSED_WHOLE, REFUSED_IN_STREAM -> Stream.of(Kind.PLATFORM);
          default -> Stream.of(Kind.PLATFORM, Kind.VIRTUAL);
        };
    return all.filter(Kind::exists).filter(kind -> kind != Kind.VIRTUAL || !client.isBuiltUpon());
  }
}
