package dev.unjam.bridge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps the first of what a child says on its error stream in each tick: of a flood, the last 8 KiB
 * alone need not have anything any more of what it began with.
 *
 * <p>Of the last two ticks in which it said anything. Any thread.
 */
final class StderrHeads {
  private static final int MOST = 4_096;

  private long tick = -1;
  private boolean torn;
  private Head older = new Head();
  private Head newer = new Head();

  /** What was said first in one tick. */
  private static final class Head {
    private byte[] text = {};

    /** Behind how many bytes it was said. */
    private long from;

    private int length;

    /** Whether it begins in the midst of a line. */
    private boolean torn;

    void begin(long total, boolean inLine) {
      from = total;
      length = 0;
      torn = inLine;
    }

    void add(byte[] more, int offset, int n) {
      int taken = Math.min(n, MOST - length);
      if (length + taken > text.length) {
        text = Arrays.copyOf(text, Math.min(MOST, Math.max(length + taken, 2 * text.length)));
      }
      System.arraycopy(more, offset, text, length, taken);
      length += taken;
    }

    byte[] wholeLines() {
      int start = torn ? Math.min(length, ByteSearch.lineFeed(text, 0, length) + 1) : 0;
      int end = length;
      while (end > start && text[end - 1] != '\n') {
        end--;
      }
      return Arrays.copyOfRange(text, start, end);
    }
  }

  /** The child says this, behind so many bytes. */
  synchronized void says(long total, byte[] text, int offset, int length) {
    if (tick != Ticks.now()) {
      tick = Ticks.now();
      Head again = older;
      older = newer;
      newer = again;
      newer.begin(total, torn);
    }
    newer.add(text, offset, length);
    torn = text[offset + length - 1] != '\n';
  }

  /** The whole lines of each that begins behind so many bytes, and not so late. */
  synchronized List<byte[]> between(long before, long late) {
    List<byte[]> found = new ArrayList<>();
    for (Head head : List.of(older, newer)) {
      if (head.length > 0 && before <= head.from && head.from < late) {
        found.add(head.wholeLines());
      }
    }
    return found;
  }
}
