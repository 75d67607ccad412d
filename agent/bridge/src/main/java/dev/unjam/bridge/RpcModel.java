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

  /** Whether what lies behind may name what counts: its session in the midst, its id at the end. */
  private final boolean ofSession;

  private final int[] from = new int[MOST_GAPS];
  private final int[] to = new int[MOST_GAPS];
  private final boolean[] isText = new boolean[MOST_GAPS];

  /** How long what stood in each gap was the last time, and the line; 0 before the first. */
  private final int[] was = new int[MOST_GAPS];

  private int lineWas;

  /** Whether the line before that was as long in all of its parts. */
  private boolean again;

  /** That line, and those behind it that are as long. */
  private final RpcRun run = new RpcRun(MOST_GAPS);

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
    this.ofSession = frame.session() == null && RpcFrame.mayNameSession(frame.method());
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
    if (behind == RpcSample.Behind.NOTHING) {
      return isAsLong(bytes, offset, stop) || isWhole(bytes, offset, stop);
    }
    int at = behind(bytes, offset, stop);
    if (at < 0) {
      return false;
    }
    feed = ByteSearch.lineFeed(bytes, at, stop);
    end = feed;
    if (behind == RpcSample.Behind.NO_NAME) {
      return feed < stop && RpcLine.isClosed(bytes, at, feed) && !hasName(bytes, at, feed);
    }
    return feed == stop || RpcLine.isClosed(bytes, at, feed);
  }

  private boolean isWhole(byte[] bytes, int offset, int stop) {
    int at = behind(bytes, offset, stop);
    if (at < 0) {
      return false;
    }
    end = at;
    feed = at < stop && bytes[at] == '\r' ? at + 1 : at;
    boolean whole = feed < stop && bytes[feed] == '\n';
    if (whole && feed == at) {
      lineWas = at - offset;
    }
    return whole;
  }

  /**
   * The same if each of its values is as long as in the line that was found last: mostly so, and
   * where everything is known to stand no byte has to wait for the one before it.
   */
  private boolean isAsLong(byte[] bytes, int offset, int stop) {
    int last = offset + lineWas;
    if (lineWas == 0 || last >= stop || bytes[last] != '\n') {
      return false;
    }
    int at = offset;
    int in = 0;
    for (int gap = 0; gap < gaps; gap++) {
      int n = from[gap] - in;
      int value = at + n;
      int next = value + was[gap];
      if (!ByteSearch.isSame(bytes, at, text, in, n) || !isValue(gap, bytes, value, next)) {
        return false;
      }
      if (gap == idGap) {
        idFrom = value;
        idTo = next;
      }
      at = next;
      in = to[gap];
    }
    end = last;
    feed = last;
    again = ByteSearch.isSame(bytes, at, text, in, length - in);
    return again;
  }

  /**
   * Passes over such lines that are as long in all of their parts as the one that was found last.
   *
   * @param offset where that begins
   * @param next where the first of them does, right behind it
   * @return where the first line begins that is not
   */
  int run(byte[] bytes, int offset, int next, int stop) {
    if (lineWas == 0) {
      return next;
    }
    boolean more = stop - next > lineWas && bytes[next + lineWas] == '\n';
    if ((more || again) && !run.isKnown()) {
      run.begin(bytes, offset, lineWas + 1);
      for (int gap = 0; gap < gaps; gap++) {
        run.value(from[gap], to[gap], was[gap], isText[gap]);
      }
    }
    return more ? run.behind(bytes, next, stop) : next;
  }

  /** Whether all of this is one line more, behind two that were as long in all of their parts. */
  boolean isNext(byte[] bytes, int offset, int stop) {
    return run.isLine(bytes, offset, stop);
  }

  /** Whether a value of this gap's kind stands between these; a number of digits alone. */
  private boolean isValue(int gap, byte[] bytes, int offset, int stop) {
    return isText[gap]
        ? ByteSearch.endOfText(bytes, offset, stop + 1) == stop
        : ByteSearch.areDigits(bytes, offset, stop);
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
    boolean ofId = frame.id() == null;
    // Who writes the id behind the others, and not in the two that this was learnt from, writes it
    // last.
    if (!ofSession && ofId && RpcLine.endsWithParts(bytes, offset, stop)) {
      return false;
    }
    return RpcRest.hasName(bytes, offset, stop, ofId, ofSession);
  }

  private int behind(byte[] bytes, int offset, int stop) {
    lineWas = 0;
    again = false;
    run.clear();
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
      was[gap] = next - at;
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
    return Math.min(end - offset, RpcKept.MOST);
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
