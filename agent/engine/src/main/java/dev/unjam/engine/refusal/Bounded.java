package dev.unjam.engine.refusal;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Reads no more than any rules of a person's come to: a path that leads to something else, such as
 * a dump or a device, would fill the host's memory before its {@code main}.
 */
final class Bounded extends FilterReader {
  static final int MOST_CHARS = 1 << 20;

  private int left = MOST_CHARS;

  Bounded(Reader in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] into, int offset, int n) throws IOException {
    int read = in.read(into, offset, n);
    left -= Math.max(read, 0);
    if (left < 0) {
      throw new IOException("it is longer than " + MOST_CHARS + " characters, the most for rules");
    }
    return read;
  }
}
