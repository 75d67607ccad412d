package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/**
 * The frame that is being read: what it tells is found, then its end.
 *
 * <p>Once nothing more of it can count, only that end is looked for. One thread at a time.
 */
final class RpcOpenFrame {
  private final RpcListener listener;
  private final RpcAlike alike;
  private final RpcObject object = new RpcObject();
  private final RpcKept kept = new RpcKept();

  /** What it tells, once that is known, and by how many of its bytes it is; -1 if by others. */
  private @Nullable RpcFrame known;

  private int tells;

  /** Whether it had to be looked through to be known. */
  private boolean barren;

  /** The last byte of it that is no blank, where it is known and a line. */
  private byte last;

  private boolean over;
  private boolean any;

  RpcOpenFrame(RpcListener listener, RpcAlike alike) {
    this.listener = listener;
    this.alike = alike;
  }

  /** Another one begins. */
  void begin() {
    object.clear();
    kept.clear();
    known = null;
    barren = false;
    last = 0;
    over = false;
  }

  /** It stands on the line that begins here, has no end here, and is like this one. */
  void goesOn(RpcFrame frame, byte[] from, int offset, int end) {
    knows(frame, -1);
    endsWith(from, offset, end);
    kept.add(from, offset, end);
  }

  /** Whether any was ever told. */
  boolean isAny() {
    return any;
  }

  /** Whether it has ended, or is none. */
  boolean isOver() {
    return over;
  }

  /**
   * Takes more of it.
   *
   * @param line whether a line feed ends it, whole or not
   * @param all whether its last byte is the one before {@code end}
   * @return the offset behind the last byte that was taken
   */
  int take(byte[] from, int offset, int end, boolean line, boolean all) {
    int at = offset;
    if (known == null) {
      at = object.take(from, offset, end, line, all);
      over = !object.isOpen();
      if (!over && object.isKnown()) {
        barren = object.isBarren();
        knows(object.frame(), kept.length() + at - offset);
      }
    }
    if (known != null) {
      at = line ? lineEnd(from, offset, at, end) : end;
      over = line ? at < end : all;
    }
    if (!over) {
      kept.add(from, offset, at);
    }
    return at;
  }

  private void knows(RpcFrame frame, int by) {
    known = frame;
    tells = by;
    // What it was known by as well, for others may be like it.
    kept.atMost(Math.max(by, listener.wants(frame)));
  }

  private int lineEnd(byte[] from, int offset, int unseen, int end) {
    int stop = ByteSearch.lineFeed(from, unseen, end);
    endsWith(from, offset, stop);
    return stop;
  }

  private void endsWith(byte[] from, int offset, int end) {
    int behind = RpcLine.behindText(from, offset, end);
    last = behind > offset ? from[behind - 1] : last;
  }

  /** Tells of it, if it is over and a frame; what was taken last stands here. */
  void tell(byte[] from, int offset, int end, boolean line) {
    RpcFrame frame = over ? frame(line) : null;
    if (frame == null) {
      return;
    }
    any = true;
    if (kept.isAny()) {
      kept.add(from, offset, end);
      tell(frame, kept.bytes(), 0, kept.length());
    } else {
      tell(frame, from, offset, end);
    }
  }

  private @Nullable RpcFrame frame(boolean line) {
    // A line that does not close its object is no frame.
    boolean whole = known == null || !line || last == '}';
    RpcFrame f = known == null ? object.frame() : known;
    return whole && (f.id() != null || f.method() != null || f.error()) ? f : null;
  }

  private void tell(RpcFrame frame, byte[] from, int offset, int end) {
    listener.frame(frame, from, offset, Math.min(end - offset, RpcKept.MOST));
    if (end == offset || from[offset] != '{') {
      return;
    }
    if (known != null && !barren) {
      if (0 < tells && tells <= end - offset) {
        alike.learn(frame, from, offset, tells, RpcSample.Behind.ANYTHING);
      }
    } else if (!kept.isAny()) {
      learn(frame, from, offset, end);
    }
  }

  private void learn(RpcFrame frame, byte[] from, int offset, int end) {
    int stop = end;
    while (stop > offset && from[stop - 1] != '}') {
      stop--;
    }
    if (barren && stop - offset > RpcSample.LONGEST) {
      alike.learn(frame, from, offset, tells, RpcSample.Behind.NO_NAME);
    } else {
      alike.learn(frame, from, offset, stop - offset, RpcSample.Behind.NOTHING);
    }
  }
}
