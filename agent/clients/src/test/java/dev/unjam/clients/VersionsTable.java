package dev.unjam.clients;

import clienthost.Library;

/** The oldest and the newest version that a library was tried in, one row for each library. */
final class VersionsTable {
  static final String HEAD =
      """
      | library | oldest | newest |
      |---|---|---|
      """;

  private VersionsTable() {}

  static String label(Library client) {
    return "`" + client.artifact() + "`";
  }

  /** All of its clients were tried in both. */
  static MatrixTable.Row row(Library client) {
    String oldest = ClassPaths.oldestVersion(client);
    String newest = ClassPaths.version(client);
    return new MatrixTable.Row(
        client, "| " + String.join(" | ", label(client), oldest, newest) + " |");
  }
}
