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
import java.util.stream.Stream;

/** The cells of a client, those of one phase with the same outcome in one row. */
final class MatrixTable {
  private static final String HEAD =
      """
      | client | version | phase | over, thread | the caller sees | requests | next call |
      |---|---|---|---|---|---|---|
      """;
  private static final String OURS = "QuotaExceededException";

  private MatrixTable() {}

  /** One line of the table. */
  record Row(Library client, String line) {}

  static String text(List<Row> rows) {
    return rows.stream().map(row -> row.line() + "\n").collect(Collectors.joining("", HEAD, ""));
  }

  static Stream<Row> rows(Library client, HostProcess host) {
    Map<Scenario, List<Cell>> phases =
        Matrix.withTheAgent(client).stream()
            .collect(
                Collectors.groupingBy(Cell::scenario, LinkedHashMap::new, Collectors.toList()));
    return phases.values().stream().flatMap(cells -> rows(client, cells, host));
  }

  private static Stream<Row> rows(Library client, List<Cell> cells, HostProcess host) {
    Map<String, List<Cell>> same =
        cells.stream()
            .collect(
                Collectors.groupingBy(
                    cell -> outcome(cell, host), LinkedHashMap::new, Collectors.toList()));
    return same.entrySet().stream()
        .map(
            e ->
                row(
                    client,
                    cells.get(0).scenario().label(),
                    e.getValue().size() == cells.size() ? "all" : where(e.getValue()),
                    e.getKey()));
  }

  private static Row row(Library client, String phase, String where, String outcome) {
    String version = Versions.of(client);
    return new Row(
        client, "| " + String.join(" | ", client.label(), version, phase, where, outcome) + " |");
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
    return String.join(
        " | ",
        seen(outcome),
        String.valueOf(host.requests().count(cell.path())),
        String.join(" ← ", outcome.health()));
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
