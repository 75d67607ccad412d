package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * The lines of a merged pipe that are no frames, but for a frame that stands in one of them behind
 * words that were left without their end of line, or that a log quotes.
 *
 * <p>What such a frame holds is the model's talk and no word of the child's own: from a brace on
 * nothing is said before it is known what the line is. One thread at a time.
 */
final class MergedWords {
  private static final byte[] OF_FRAMES = "\"jsonrpc".getBytes(US_ASCII);

  private final ChildRecord child;

  /** What a brace has begun whose line has no end yet. */
  private byte[] held = new byte[256];

  private int length;
  private boolean holding;

  /** Whether the rest of the line is not said, whatever comes. */
  private boolean passing;

  MergedWords(ChildRecord child) {
    this.child = child;
  }

  /** Some was not seen: what is held has no end. */
  void lost() {
    holding = false;
    passing = false;
    length = 0;
  }

  /** These come next, whole lines or not. */
  void take(byte[] from, int offset, int end) {
    int start = holding ? goesOn(from, offset, end) : offset;
    int at = start;
    while (at < end) {
      int brace = brace(from, at, end);
      int feed = ByteSearch.lineFeed(from, brace, end);
      if (brace == end) {
        break;
      }
      if (feed == end) {
        say(from, start, brace);
        holding = true;
        goesOn(from, brace, end);
        return;
      }
      if (isFrame(from, brace, feed)) {
        say(from, start, brace);
        start = feed;
      }
      at = feed + 1;
    }
    say(from, start, end);
  }

  /** More of a line that a brace stands in; returns from where on all is to be said again. */
  private int goesOn(byte[] from, int offset, int end) {
    int feed = ByteSearch.lineFeed(from, offset, end);
    int seen = Math.max(0, length - OF_FRAMES.length);
    hold(from, offset, feed);
    passing |= isFrame(held, seen, length);
    boolean whole = feed < end || RpcLine.isClosed(held, 0, length);
    if (whole && !passing) {
      // What ends with a brace may be all that comes: no end of line need follow.
      say(held, 0, length);
      length = 0;
      holding = false;
    }
    if (feed < end) {
      lost();
    }
    return feed;
  }

  /** A line that is longer than what is kept of the error stream is not said. */
  private void hold(byte[] from, int offset, int end) {
    int size = length + end - offset;
    if (passing || size > Tee.LIMIT) {
      passing = true;
      length = 0;
      return;
    }
    if (size > held.length) {
      held = Arrays.copyOf(held, Math.min(Tee.LIMIT, Math.max(size, 2 * held.length)));
    }
    System.arraycopy(from, offset, held, length, end - offset);
    length = size;
  }

  private void say(byte[] from, int offset, int end) {
    if (end > offset) {
      child.saysOnStderr(from, offset, end - offset);
    }
  }

  private static int brace(byte[] from, int offset, int end) {
    int at = offset;
    while (at < end && from[at] != '{') {
      at++;
    }
    return at;
  }

  /** Whether JSON-RPC's own mark stands there. */
  static boolean isFrame(byte[] from, int offset, int end) {
    for (int at = offset; at <= end - OF_FRAMES.length; at++) {
      if (from[at] == '"' && ByteSearch.isSame(from, at, OF_FRAMES, 0, OF_FRAMES.length)) {
        return true;
      }
    }
    return false;
  }
}
