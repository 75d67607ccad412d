package dev.unjam.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import clienthost.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The page with the committed tables, one for each JDK that is claimed: compared with what was
 * seen, or written by {@code scripts/matrix}.
 */
final class MatrixPage {
  private static final String JDK = String.valueOf(Runtime.version().feature());
  private static final String BEGIN = "<!-- matrix " + JDK + ": begin -->";
  private static final String END = "<!-- matrix " + JDK + ": end -->";

  private MatrixPage() {}

  static void keep(List<MatrixTable.Row> rows) throws IOException {
    Path written = Path.of(System.getProperty("unjam.it.table", ""), "matrix-" + JDK + ".md");
    Files.writeString(written, MatrixTable.text(rows));
    Path page = Path.of(System.getProperty("unjam.it.page", ""));
    String text = Files.readString(page);
    if (!text.contains(BEGIN)) {
      return;
    }
    if (Boolean.getBoolean("unjam.it.write")) {
      assertTrue(Chosen.all(), "a page of some clients alone");
      Files.writeString(page, replaced(text, MatrixTable.text(rows)));
    } else {
      String seen = rows.stream().map(MatrixTable.Row::line).collect(Collectors.joining("\n"));
      assertEquals(seen, committed(text), () -> page + " is out of date: run scripts/matrix");
    }
  }

  private static String replaced(String page, String table) {
    return page.substring(0, begin(page)) + "\n\n" + table + "\n" + page.substring(end(page));
  }

  /** The rows of the clients that were tried. */
  private static String committed(String page) {
    List<String> tried = Chosen.clients().stream().map(Library::label).toList();
    return page.substring(begin(page), end(page))
        .lines()
        .filter(line -> tried.stream().anyMatch(label -> line.startsWith("| " + label + " |")))
        .collect(Collectors.joining("\n"));
  }

  private static int begin(String page) {
    return page.indexOf(BEGIN) + BEGIN.length();
  }

  private static int end(String page) {
    return page.indexOf(END);
  }
}
