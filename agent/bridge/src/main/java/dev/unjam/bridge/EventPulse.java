package dev.unjam.bridge;

/**
 * Tells what a stream of server-sent events brings of the model's from what only keeps its
 * connection alive: comments, empty lines, {@code ping} events.
 *
 * <p>Lines and pieces have nothing to do with each other, so it goes by single bytes. A line that
 * is not yet told apart counts as the model's until it has turned out to be none. Written by the
 * thread that delivers the body, read by those that wait and by the watchdog.
 */
final class EventPulse {
  private static final byte[] PING_EVENT = ascii("event:ping\n");
  private static final byte[] ALIVE_EVENT = ascii("event:keepalive\n");
  private static final byte[] PING_DATA = ascii("data:{\"type\":\"ping\"");
  private static final byte[] NO_DATA = ascii("data:\n");
  private static final byte[] ID = ascii("id:");
  private static final byte[] RETRY = ascii("retry:");
  private static final byte[][] NOTHING = {PING_EVENT, ALIVE_EVENT, PING_DATA, NO_DATA, ID, RETRY};

  /** Of the present line: how many of its bytes, blanks and quotes' colons apart, fit what. */
  private int length;

  /** Which of {@link #NOTHING} the line may still be, a bit each. */
  private int maybe;

  private final Beginnings beginnings = new Beginnings();
  private boolean told;
  private boolean real;
  private boolean pingEvent;

  private volatile boolean any;
  private volatile long sureAt = Ticks.now();
  private volatile long openAt;
  private volatile long inVain;

  /** When anything came, be it the model's or not; on the way to a volatile that follows it. */
  private long aliveAt = Ticks.now();

  private static byte[] ascii(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    return bytes;
  }

  /** So much of the body could not be looked at, and is taken for the model's. */
  void unseen() {
    sure();
  }

  /** The body's next bytes, from {@code offset} to before {@code end}. */
  void next(byte[] from, int offset, int end) {
    aliveAt = Ticks.now();
    int at = offset;
    int start = -1;
    while (at < end) {
      if (told) {
        at = passLine(from, at, end);
        start = -1;
      } else if (isAtStart() && beginnings.knows(from, at, end)) {
        length = 1;
        sure();
      } else {
        int begun = isAtStart() ? at : start;
        next(from[at++]);
        start = length == 0 ? -1 : begun;
        if (real && start >= 0) {
          beginnings.learn(from, start, at);
        }
      }
    }
  }

  /** Whether a line begins here that is what its bytes say, whatever came before. */
  private boolean isAtStart() {
    return length == 0 && !pingEvent;
  }

  /** The rest of a line that is told tells nothing more. */
  private int passLine(byte[] from, int offset, int end) {
    int at = ByteSearch.lineFeed(from, offset, end);
    if (real && at > offset) {
      sure();
    }
    if (at == end) {
      return at;
    }
    endOfLine();
    return at + 1;
  }

  /** The body's next byte. */
  void next(byte b) {
    if (b == '\n') {
      endOfLine();
    } else if (real) {
      sure();
    } else if (b == '\r') {
      return;
    } else if (length == 0 && b == ':') {
      nothing();
      length = 1;
    } else if (!told && b == ' ') {
      open();
    } else if (!told) {
      match(b);
    }
  }

  private void endOfLine() {
    if (length == 0) {
      pingEvent = false;
    } else if (!told) {
      match((byte) '\n');
      if (!told) {
        sure();
      }
    }
    length = 0;
    told = false;
    real = false;
  }

  private void match(byte b) {
    if (length == 0) {
      maybe = (1 << NOTHING.length) - 1;
    }
    open();
    for (int left = maybe; left != 0; left &= left - 1) {
      byte[] line = NOTHING[Integer.numberOfTrailingZeros(left)];
      if (line[length] != b) {
        maybe &= ~Integer.lowestOneBit(left);
      } else if (line.length == length + 1) {
        pingEvent |= line == PING_EVENT || line == ALIVE_EVENT;
        nothing();
      }
    }
    length++;
    boolean pingsData = pingEvent && length == 5 && (maybe & 0b1100) != 0;
    if (pingsData) {
      nothing();
    } else if (maybe == 0 && !told) {
      sure();
    }
  }

  /** The tick is coarse: mostly there is nothing to write, which would be a fence for each byte. */
  private void open() {
    long now = Ticks.now();
    if (openAt != now) {
      openAt = now;
    }
  }

  private void nothing() {
    told = true;
    openAt = 0;
  }

  private void sure() {
    told = true;
    real = true;
    long now = Ticks.now();
    if (!any) {
      any = true;
    }
    if (openAt != 0) {
      openAt = 0;
    }
    if (inVain != 0) {
      inVain = 0;
    }
    if (sureAt != now) {
      sureAt = now;
    }
  }

  /** When the model last said something, in credited milliseconds. */
  long at() {
    return Math.max(sureAt, openAt);
  }

  /** When anything came, what only keeps the connection alive included; the same. */
  long aliveAt() {
    return aliveAt;
  }

  /** Whether it ever did. */
  boolean any() {
    return any;
  }

  /**
   * How long the body's reader has waited for nothing, in credited milliseconds.
   *
   * @param waiting when its last wait began, less what was in vain before; 0 if it does not wait
   */
  long inVainUntilNow(long waiting) {
    long before = inVain;
    if (waiting > 0 && sureAt <= waiting + before) {
      before += Ticks.now() - waiting - before;
      inVain = before;
    }
    return before;
  }
}
