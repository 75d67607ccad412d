package dev.unjam.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Replaces what stands between two markers in a page.
 *
 * @param name the word in the markers
 */
record Page(String name) {
  static final Page LOCKS = new Page("measured");
  static final Page CALLS = new Page("calls");
  static final Page PIPES = new Page("pipes");

  String begin() {
    return "<!-- " + name + ": begin -->";
  }

  String end() {
    return "<!-- " + name + ": end -->";
  }

  void update(Path page, String measured) throws IOException {
    Files.writeString(page, replace(Files.readString(page), measured));
  }

  /**
   * The page with the new text between the markers.
   *
   * @throws IllegalArgumentException if it does not have both, in this order
   */
  String replace(String page, String measured) {
    int begin = page.indexOf(begin());
    int end = page.indexOf(end(), Math.max(begin, 0));
    if (begin < 0 || end < 0) {
      throw new IllegalArgumentException("the page lacks " + begin() + " or " + end());
    }
    return page.substring(0, begin + begin().length())
        + "\n\n"
        + measured.strip()
        + "\n\n"
        + page.substring(end);
  }
}
