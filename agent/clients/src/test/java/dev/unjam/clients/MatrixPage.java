package dev.unjam.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import clienthost.Library;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A committed table of the page, between two marks: compared with what was seen, or written by
 * {@code scripts/matrix}.
 *
 * @param name of the table, in its marks
 * @param head its first two lines
 * @param label the first column of a client's rows
 */
record MatrixPage(String name, String head, Function<Library, String> label) {
  private static final String JDK = String.valueOf(Runtime.version().feature());

  private static final List<String> CLAIMED = List.of("17", "25");

  /** What callers see, on this JDK; there is one for each that is claimed. */
  static final MatrixPage OUTCOMES =
      new MatrixPage("matrix " + JDK, MatrixTable.HEAD, Library::label);

  /** Which versions were tried, on whichever JDK. */
  static final MatrixPage VERSIONS =
      new MatrixPage("versions", VersionsTable.HEAD, VersionsTable::label);

  void keep(List<MatrixTable.Row> rows) throws IOException {
    String seen = rows.stream().map(MatrixTable.Row::line).collect(Collectors.joining("\n"));
    String file = name.replace(' ', '-') + ".md";
    Files.writeString(Path.of(System.getProperty("unjam.it.table", ""), file), head + seen + "\n");
    Path page = Path.of(System.getProperty("unjam.it.page", ""));
    if (Boolean.getBoolean("unjam.it.write")) {
      assertTrue(Chosen.all(), "a page of some clients alone");
      write(page, head + seen + "\n");
      return;
    }
    String text = Files.readString(page);
    if (isOn(text)) {
      assertEquals(seen, committed(text), () -> page + " is out of date: run scripts/matrix");
    }
  }

  /** Two JVMs run the tests, each of which may have a table for the same page. */
  private void write(Path page, String table) throws IOException {
    Path guard = Path.of(System.getProperty("unjam.it.table", ""), "page.guard");
    try (FileChannel channel =
        FileChannel.open(guard, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      String text = Files.readString(page);
      if (isOn(text)) {
        Files.writeString(page, replaced(text, table));
      }
    }
  }

  /** Whether there is such a table; there has to be, but for a JDK that is not claimed. */
  boolean isOn(String page) {
    boolean there = page.contains(mark("begin"));
    boolean claimed = CLAIMED.stream().anyMatch(jdk -> name.equals("matrix " + jdk));
    assertTrue(
        there || !(claimed || name.equals("versions")), () -> "no " + mark("begin") + " there");
    return there;
  }

  private String replaced(String page, String table) {
    return page.substring(0, begin(page)) + "\n\n" + table + "\n" + page.substring(end(page));
  }

  /** The rows of the clients that were tried. */
  private String committed(String page) {
    List<String> tried = Chosen.clients().stream().map(label).toList();
    return page.substring(begin(page), end(page))
        .lines()
        .filter(line -> tried.stream().anyMatch(of -> line.startsWith("| " + of + " |")))
        .collect(Collectors.joining("\n"));
  }

  private String mark(String which) {
    return "<!-- " + name + ": " + which + " -->";
  }

  private int begin(String page) {
    return page.indexOf(mark("begin")) + mark("begin").length();
  }

  private int end(String page) {
    return page.indexOf(mark("end"));
  }
}
