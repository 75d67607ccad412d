package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What two frames have in common of which one is made like the other: a third is known by it as
 * well, and what it says, its id apart, is the same.
 *
 * <p>The bytes are compared up to the place where nothing more can count. Between them are gaps for
 * numbers and texts that do not count, and for the id. One thread at a time.
 */
final class RpcModel {
  private static final int MOST_GAPS = 4;
  private static final int LONGEST_ID = 64;

  private final byte[] text;
  private final int length;
  private final RpcSample.Behind behind;
  private final RpcFrame frame;

  private final int[] from = new int[MOST_GAPS];
  private final int[] to = new int[MOST_GAPS];
  private final boolean[] isText = new boolean[MOST_GAPS];
  private int gaps;
  private int idGap = -1;

  /** Where the id of the frame that was looked at last is. */
  private int idFrom;

  private int idTo;

  /** Where that frame ends, and its line. */
  private int end;

  private int feed;

  private RpcModel(RpcSample of, RpcFrame frame) {
    this.text = of.text;
    this.length = of.length;
    this.behind = of.behind;
    this.frame = frame;
  }

  /** What they have in common, or null if they differ in more than may be. */
  static @Nullable RpcModel of(RpcSample one, RpcSample other) {
    if (one.behind != other.behind || !one.frame.isLike(other.frame)) {
      return null;
    }
    one.look();
    RpcModel model = new RpcModel(one, other.frame);
    boolean made = one.hasPlainId() && model.fits(one, other);
    return made && model.tells(one) && model.tells(other) ? model : null;
  }

  /** Whether it tells of this one what was told of it: of two ids it may have taken the other. */
  private boolean tells(RpcSample of) {
    return isAll(of.text, 0, of.length) && frame(of.text).equals(of.frame);
  }

  private boolean fits(RpcSample one, RpcSample other) {
    int i = 0;
    int j = 0;
    while (true) {
      int n = Arrays.mismatch(one.text, i, one.length, other.text, j, other.length);
      if (n < 0) {
        return true;
      }
      int value = one.valueAt(i + n);
      if (value < 0 || one.from(value) < i || gaps == MOST_GAPS) {
        return false;
      }
      add(one, value);
      j = skipped(gaps - 1, other.text, j + one.from(value) - i, other.length);
      i = one.to(value);
      if (j < 0) {
        return false;
      }
    }
  }

  private void add(RpcSample one, int value) {
    from[gaps] = one.from(value);
    to[gaps] = one.to(value);
    isText[gaps] = one.isText(value);
    if (one.isId(value)) {
      idGap = gaps;
    }
    gaps++;
  }

  /**
   * Behind the value that stands in this gap; -1 if there is none, or its end is not to be seen.
   */
  private int skipped(int gap, byte[] bytes, int offset, int end) {
    if (isText[gap]) {
      return ByteSearch.textEnd(bytes, offset, end);
    }
    int stop = ByteSearch.numberEnd(bytes, offset, end);
    return stop == offset || stop == end ? -1 : stop;
  }

  /** Whether the line that begins here is such a frame, as far as it is there. */
  boolean isLine(byte[] bytes, int offset, int stop) {
    int at = behind(bytes, offset, stop);
    if (at < 0) {
      return false;
    }
    if (behind == RpcSample.Behind.NOTHING) {
      end = at;
      feed = at < stop && bytes[at] == '\r' ? at + 1 : at;
      return feed < stop && bytes[feed] == '\n';
    }
    feed = ByteSearch.lineFeed(bytes, at, stop);
    end = feed;
    if (behind == RpcSample.Behind.NO_NAME) {
      return feed < stop && RpcLine.isClosed(bytes, at, feed) && !hasName(bytes, at, feed);
    }
    return feed == stop || RpcLine.isClosed(bytes, at, feed);
  }

  /** Whether what begins and ends here is such a frame. */
  boolean isAll(byte[] bytes, int offset, int stop) {
    int at = behind(bytes, offset, stop);
    end = stop;
    return switch (behind) {
      case NOTHING -> at == stop;
      case ANYTHING -> at >= 0;
      case NO_NAME -> at >= 0 && !hasName(bytes, at, stop);
    };
  }

  /** Whether a name that could still count stands between these. */
  private boolean hasName(byte[] bytes, int offset, int stop) {
    boolean asks = frame.method() != null;
    return RpcRest.hasName(
        bytes, offset, stop, frame.id() == null, asks && frame.session() == null);
  }

  private int behind(byte[] bytes, int offset, int stop) {
    int at = offset;
    int in = 0;
    for (int gap = 0; gap < gaps; gap++) {
      int n = from[gap] - in;
      if (stop - at < n || !ByteSearch.isSame(bytes, at, text, in, n)) {
        return -1;
      }
      at += n;
      int next = skipped(gap, bytes, at, stop);
      if (next < 0) {
        return -1;
      }
      if (gap == idGap) {
        idFrom = at;
        idTo = next;
      }
      at = next;
      in = to[gap];
    }
    int n = length - in;
    boolean same = stop - at >= n && ByteSearch.isSame(bytes, at, text, in, n);
    return same && (idGap < 0 || idTo - idFrom < LONGEST_ID) ? at + n : -1;
  }

  /** Whether its frames have ids, each its own or all the same. */
  boolean hasId() {
    return frame.id() != null;
  }

  /** Where the frame that was found ends. */
  int end() {
    return end;
  }

  /** How much of it would be kept if it begins here. */
  int kept(int offset) {
    return Math.min(end - offset, Tee.LIMIT);
  }

  /** Where the line feed is behind it, or where what there is of the line ends. */
  int lineFeed() {
    return feed;
  }

  /** What it tells. */
  RpcFrame frame(byte[] bytes) {
    if (idGap < 0) {
      return frame;
    }
    String id = new String(bytes, idFrom, idTo - idFrom, UTF_8);
    return new RpcFrame(
        isText[idGap] ? '"' + id + '"' : id,
        frame.method(),
        frame.session(),
        frame.error(),
        frame.update());
  }
}
