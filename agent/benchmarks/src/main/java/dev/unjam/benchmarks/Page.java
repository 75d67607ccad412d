package dev.unjam.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Replaces what stands between two markers in a page. */
final class Page {
  static final String BEGIN = "<!-- measured: begin -->";
  static final String END = "<!-- measured: end -->";

  private Page() {}

  static void update(Path page, String measured) throws IOException {
    Files.writeString(page, replace(Files.readString(page), measured));
  }

  /**
   * The page with the new text between the markers.
   *
   * @throws IllegalArgumentException if it does not have both, in this order
   */
  static String replace(String page, String measured) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END, Math.max(begin, 0));
    if (begin < 0 || end < 0) {
      throw new IllegalArgumentException("the page lacks " + BEGIN + " or " + END);
    }
    return page.substring(0, begin + BEGIN.length())
        + "\n\n"
        + measured.strip()
        + "\n\n"
        + page.substring(end);
  }
}
