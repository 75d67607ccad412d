package dev.unjam.clients;

import clienthost.Cell;
import clienthost.Library;
import clienthost.Outcome;
import clienthost.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The cells of a client, those with the same outcome in one row. */
final class MatrixTable {
  static final String HEAD =
      """
      | client | version | phase | over, thread | the caller sees | requests | next call |
      |---|---|---|---|---|---|---|
      """;
  private static final String OURS = "QuotaExceededException";

  private MatrixTable() {}

  /** One line of the table. */
  record Row(Library client, String line) {}

  static List<Row> rows(Library client, HostProcess host) {
    Map<Scenario, List<Cell>> phases =
        Cells.stuck(client).stream()
            .collect(
                Collectors.groupingBy(Cell::scenario, LinkedHashMap::new, Collectors.toList()));
    Map<String, List<String>> same = new LinkedHashMap<>();
    phases.forEach(
        (phase, cells) ->
            outcomes(cells, host)
                .forEach(
                    rest -> same.computeIfAbsent(rest, r -> new ArrayList<>()).add(phase.label())));
    return same.entrySet().stream()
        .map(e -> row(client, phases.size(), e.getValue(), e.getKey()))
        .toList();
  }

  /** Where, and what: as many as there are different ones in a phase. */
  private static List<String> outcomes(List<Cell> cells, HostProcess host) {
    Map<String, List<Cell>> same =
        cells.stream()
            .collect(
                Collectors.groupingBy(
                    cell -> outcome(cell, host), LinkedHashMap::new, Collectors.toList()));
    return same.entrySet().stream()
        .map(
            e ->
                (e.getValue().size() == cells.size() ? "all" : where(e.getValue()))
                    + " | "
                    + e.getKey())
        .toList();
  }

  private static Row row(Library client, int all, List<String> phases, String rest) {
    String phase = phases.size() == all ? "every one" : String.join("; ", phases);
    String version = ClassPaths.version(client);
    return new Row(client, "| " + String.join(" | ", client.label(), version, phase, rest) + " |");
  }

  private static String where(List<Cell> cells) {
    return cells.stream()
        .map(cell -> cell.scheme() + " " + cell.kind().label())
        .collect(Collectors.joining(", "));
  }

  private static String outcome(Cell cell, HostProcess host) {
    Outcome outcome = host.outcome(cell).getNow(null);
    if (outcome == null) {
      return "**stuck** | " + host.requests().count(cell.path()) + " | -";
    }
    String seen = Expected.isByLuck(cell) ? byLuck(cell, outcome) : seen(outcome);
    return String.join(" | ", seen, requests(cell, host), String.join(" ← ", outcome.health()));
  }

  private static String byLuck(Cell cell, Outcome outcome) {
    return Expected.seen(cell).stream().anyMatch(outcome.seen()::contains)
        ? "`" + OURS + "` or `InterruptedException`"
        : seen(outcome);
  }

  /** How often a client that tries again got to do so before the act depends on its luck. */
  private static String requests(Cell cell, HostProcess host) {
    int requests = host.requests().count(cell.path());
    int most = Expected.requests(cell);
    return most > 1 && requests <= most ? "its own, " + most + " at most" : "" + requests;
  }

  /** What lies behind ours is what the client happened to throw when it was ended: it varies. */
  private static String seen(Outcome outcome) {
    List<String> names = new ArrayList<>();
    for (String name : outcome.seen()) {
      String simple = name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
      names.add("`" + simple + "`");
      if (simple.equals(OURS)) {
        break;
      }
    }
    return String.join(" ← ", names);
  }
}
