package dev.unjam.engine.track;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What a child has finished saying: the beginning of a line may mean something else than all. */
final class Lines {
  private Lines() {}

  /**
   * Returns what was said, without the line that is not at its end yet.
   *
   * @param still that nothing has come since the last look: then nothing is left out, for whoever
   *     prints no end of line and waits has said it all
   */
  static String said(byte[] text, boolean still) {
    return new String(text, 0, end(text, still), UTF_8);
  }

  /** How many of these bytes {@link #said} takes. */
  static int end(byte[] text, boolean still) {
    int end = text.length;
    while (!still && end > 0 && text[end - 1] != '\n' && text[end - 1] != '\r') {
      end--;
    }
    return end;
  }
}
