package dev.unjam.bridge;

/**
 * A string of JSON that ends in another piece than it begins in. One thread at a time.
 *
 * <p>Its beginning is kept where it may count.
 */
final class RpcString {
  private final RpcText text = new RpcText();
  private boolean open;
  private boolean escaped;
  private boolean counts;

  void clear() {
    open = false;
    escaped = false;
  }

  /** One has begun, behind its quote. */
  void begins(boolean mayCount) {
    open = true;
    counts = mayCount;
    text.clear();
  }

  boolean isOpen() {
    return open;
  }

  /** What it says, as far as it is kept. */
  RpcText text() {
    return text;
  }

  /** Takes more of it; behind what was taken. */
  int take(byte[] from, int offset, int end) {
    int at = offset;
    if (escaped) {
      escaped = false;
      keep(from, at, at + 1);
      at++;
    }
    int stop = ByteSearch.endOfText(from, at, end);
    while (stop < end - 1 && from[stop] == '\\' && from[stop + 1] != '\n') {
      keep(from, at, stop + 2);
      at = stop + 2;
      stop = ByteSearch.endOfText(from, at, end);
    }
    keep(from, at, stop);
    if (stop == end) {
      return stop;
    }
    if (from[stop] == '\n') {
      // Between lines the caller sees to it; behind a length it is a byte of the string.
      return stop == offset ? stop + 1 : stop;
    }
    if (from[stop] == '\\') {
      keep(from, stop, stop + 1);
      escaped = true;
    } else {
      open = false;
    }
    return stop + 1;
  }

  private void keep(byte[] from, int start, int end) {
    if (counts) {
      text.add(from, start, end);
    }
  }
}
