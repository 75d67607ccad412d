package dev.unjam.bridge;

/**
 * Tells what is no frame in the output of a child whose error stream leads there as well: lines
 * that begin no object. One thread at a time.
 */
final class MergedLines {
  private boolean inLine;
  private boolean words;

  /** Some was not seen: what comes is the rest of a line that nobody knows. */
  void lost() {
    inLine = true;
    words = false;
  }

  /** Whether what was told of last are words, rather than frames. */
  boolean areWords() {
    return words;
  }

  /** Behind the last of the lines from here on that are all words, or all none. */
  int end(byte[] from, int offset, int end) {
    int at = offset;
    while (at < end) {
      int text = inLine ? at : behindBlanks(from, at, end);
      boolean same = inLine ? words : areWords(from, text, end);
      if (at > offset && same != words) {
        return at;
      }
      words = same;
      int feed = ByteSearch.lineFeed(from, text, end);
      inLine = feed == end && text < end;
      at = Math.min(end, feed + 1);
    }
    return at;
  }

  private static int behindBlanks(byte[] from, int offset, int end) {
    int at = offset;
    while (at < end && (from[at] == ' ' || from[at] == '\t')) {
      at++;
    }
    return at;
  }

  /** An empty line is of what it stands behind, and so are blanks of which no more is known. */
  private boolean areWords(byte[] from, int at, int end) {
    boolean empty = at == end || from[at] == '\n' || from[at] == '\r';
    return empty ? words : from[at] != '{';
  }
}
