package dev.unjam.bridge;

import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Keeps the first of what a child says on its error stream in each tick: of a flood, the last 8 KiB
 * alone need not have anything any more of what it began with.
 *
 * <p>Of the last two ticks in which it said anything, with the whole of the line that a tick ends
 * in or the first 4 KiB of it do. Any thread.
 */
final class StderrHeads {
  private static final int MOST = 4_096;

  /** With the line that the last of that stands in. */
  private static final int LONGEST = 8_192;

  private long tick = -1;
  private boolean torn;
  private Head older = new Head();
  private Head newer = new Head();

  /** What was said first in one tick. */
  private static final class Head {
    private byte[] text = {};

    /** Behind how many bytes its first line was said, and what came in the tick itself. */
    private long from;

    private long own;

    private int length;

    /** Whether it begins in the midst of a line. */
    private boolean torn;

    /**
     * Another tick begins; in the midst of a line with all that came of it before, if it is short.
     */
    void begin(long total, boolean inLine, Head before) {
      int rest = before.length - before.endOfLines();
      boolean all = inLine && rest <= MOST / 2 && before.from + before.length == total;
      int start = all ? before.length - rest : before.length;
      from = total - (before.length - start);
      own = total;
      length = 0;
      torn = inLine && (!all || (start == 0 && before.torn));
      keep(before.text, start, before.length);
    }

    void add(byte[] more, int offset, int n) {
      int end = offset + n;
      int at = Math.min(end, offset + Math.max(0, MOST - length));
      keep(more, offset, at);
      if (at < end && length < LONGEST && text[length - 1] != '\n') {
        int stop = Math.min(end, at + LONGEST - length);
        keep(more, at, Math.min(stop, ByteSearch.lineFeed(more, at, stop) + 1));
      }
    }

    private void keep(byte[] more, int offset, int end) {
      int size = length + end - offset;
      if (size > text.length) {
        text = Arrays.copyOf(text, Math.min(LONGEST, Math.max(size, 2 * text.length)));
      }
      System.arraycopy(more, offset, text, length, end - offset);
      length = size;
    }

    private int endOfLines() {
      int end = length;
      while (end > 0 && text[end - 1] != '\n') {
        end--;
      }
      return end;
    }

    /** Without a first one that was begun before, if need be. */
    byte[] wholeLines(boolean sinceTick) {
      boolean rest = torn || (sinceTick && from < own);
      int start = rest ? Math.min(length, ByteSearch.lineFeed(text, 0, length) + 1) : 0;
      return Arrays.copyOfRange(text, start, Math.max(start, endOfLines()));
    }
  }

  /** The child says this, behind so many bytes. */
  synchronized void says(long total, byte[] text, int offset, int length) {
    if (tick != Ticks.now()) {
      tick = Ticks.now();
      Head again = older;
      older = newer;
      newer = again;
      newer.begin(total, torn, older);
    }
    newer.add(text, offset, length);
    torn = text[offset + length - 1] != '\n';
  }

  /**
   * The whole lines of each that begins behind so many bytes, and not so late, by behind how many
   * it does.
   */
  synchronized NavigableMap<Long, byte[]> between(long before, long late) {
    NavigableMap<Long, byte[]> found = new TreeMap<>();
    for (Head head : List.of(older, newer)) {
      boolean sinceTick = before > head.from;
      long from = sinceTick ? head.own : head.from;
      if (head.length > 0 && before <= from && from < late) {
        found.put(from, head.wholeLines(sinceTick));
      }
    }
    return found;
  }
}
