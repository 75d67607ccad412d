package dev.unjam.engine.refusal;

import java.util.Locale;

/**
 * A piece of a line as it is written, its signs included.
 *
 * @param text in lower case
 * @param atStart whether it has to stand at the line's beginning
 * @param atEnd whether nothing but the end or a sign may follow it
 */
record Piece(String text, boolean atStart, boolean atEnd) {
  /** The dots between the parts of a status line as well. */
  private static final String SIGNS = ":.;!([|-{\u00b7\u2219\u2022\u2013\u2014";

  /** Reads a piece: {@code ^} pins it to the beginning, {@code $} keeps words from following. */
  static Piece of(String written) {
    String text = written.strip().toLowerCase(Locale.ROOT);
    boolean start = text.startsWith("^");
    boolean end = text.endsWith("$") && text.length() > (start ? 1 : 0);
    String middle = text.substring(start ? 1 : 0, text.length() - (end ? 1 : 0));
    return new Piece(middle.strip(), start, end);
  }

  /** Whether a line, in lower case, holds this piece. */
  boolean in(String line) {
    for (int at = line.indexOf(text); at >= 0 && (at == 0 || !atStart); ) {
      if (!atEnd || isEnd(line, at + text.length())) {
        return true;
      }
      at = line.indexOf(text, at + 1);
    }
    return false;
  }

  private static boolean isEnd(String line, int end) {
    boolean blank = end + 1 < line.length() && line.charAt(end) == ' ';
    int at = blank ? end + 1 : end;
    return at == line.length() || SIGNS.indexOf(line.charAt(at)) >= 0;
  }
}
