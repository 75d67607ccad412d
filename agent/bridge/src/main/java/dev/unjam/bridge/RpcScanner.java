package dev.unjam.bridge;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tells the frames of JSON-RPC 2.0 apart in one direction of a child's pipe: one a line, as ACP and
 * MCP have it, or behind a {@code Content-Length}, as LSP has it.
 *
 * <p>What is no frame, such as a line of a log, is passed over. A stream that has brought none in
 * its first 64 KiB is another protocol, and not looked at any more, unless it is known that frames
 * have to come. One thread at a time.
 */
final class RpcScanner {
  private static final int ENOUGH = 65_536;
  private static final int FIRST_KEPT = 512;
  private static final int MOST_KEPT = Tee.LIMIT;

  /** What is told of frames; on the thread that reads or writes them. */
  interface Listener {
    /**
     * A frame has ended.
     *
     * @param text has its beginning, as far as it is kept; another frame's when this returns
     */
    void frame(RpcFrame frame, byte[] text, int offset, int length);

    /** Whether the text of one like this is looked at, and not only what is told of it. */
    default boolean wantsText(RpcFrame frame) {
      return true;
    }

    /** Whether many like this one, without ids, may be told as one. */
    default boolean takesMany(RpcFrame frame) {
      return false;
    }

    /**
     * Such frames have come, one behind the other.
     *
     * @param first where the first of them begins, and {@code last} the last, which ends at {@code
     *     end}
     * @param bytes how long they are together, of each no more than would be kept
     */
    default void frames(RpcFrame frame, byte[] text, int first, int last, int end, int bytes) {}
  }

  private enum At {
    /** A frame may begin here. */
    START,
    /** In a line that is no frame: a header, or anything else. */
    LINE,
    /** Behind a header, before the empty line. */
    HEADERS,
    /** Before the first byte of a frame of a told length. */
    BODY,
    /** In a frame. */
    FRAME,
    /** Behind a frame that is one of a line, whose end is to come. */
    REST
  }

  private final Listener listener;
  private final boolean patient;

  private final RpcObject object = new RpcObject();
  private final RpcModels models = new RpcModels();
  private final RpcHeader header = new RpcHeader();

  /** A frame of which some is to come yet: it is looked at when all of it is there. */
  private final RpcTorn torn = new RpcTorn();

  private At at = At.START;

  /** How many bytes of a frame behind a header are still to come; -1 for one that is a line. */
  private long left = -1;

  /** The beginning of the frame that is being read. */
  private byte[] text = new byte[FIRST_KEPT];

  private int textLength;

  /** How many bytes of it tell what counts, if that is known; else -1. */
  private int known = -1;

  /** Whether nobody looks at that frame's text. */
  private boolean unwanted;

  private long seen;
  private boolean any;
  private boolean byLength;
  private boolean blurred;
  private volatile boolean between = true;

  RpcScanner(Listener listener) {
    this(listener, false);
  }

  /** One that is never given up, for somebody waits for a frame. */
  static RpcScanner patient(Listener listener) {
    return new RpcScanner(listener, true);
  }

  private RpcScanner(Listener listener, boolean patient) {
    this.listener = listener;
    this.patient = patient;
  }

  /** Whether frames come here at all. */
  boolean isRpc() {
    return any;
  }

  /** Whether frames stand behind headers, not on lines. */
  boolean isByLength() {
    return byLength;
  }

  /** Whether what was seen so far ends with a whole frame or line; any thread. */
  boolean isBetween() {
    return between;
  }

  /** Whether this is another protocol, of which nothing more is looked at. */
  boolean isGivenUp() {
    return !patient && !any && seen > ENOUGH;
  }

  /**
   * Some bytes were not seen: until the next line nobody knows where a frame begins. Behind headers
   * each is found again as one on a line, and nobody knows ever after where it has ended.
   */
  void lost() {
    blurred |= byLength;
    torn.clear();
    begin();
    left = -1;
    at = At.LINE;
    between = false;
  }

  /** These bytes come next. */
  void take(byte[] from, int offset, int length) {
    if (isGivenUp()) {
      return;
    }
    seen += length;
    int end = offset + length;
    pieces(from, torn.isAny() ? mended(from, offset, end) : offset, end);
    boolean now = at == At.START && !blurred && !torn.isAny();
    if (between != now) {
      between = now;
    }
  }

  private void pieces(byte[] from, int offset, int end) {
    int i = offset;
    while (i < end) {
      i =
          switch (at) {
            case FRAME -> frame(from, i, end);
            case START -> start(from, i, end);
            case BODY -> body(from, i, end);
            default -> outside(from, i, end);
          };
    }
  }

  /** Goes on with a frame that was torn, and looks at it once it is whole or gets too long. */
  private int mended(byte[] from, int offset, int end) {
    int next = left < 0 ? torn.addLine(from, offset, end) : torn.add(from, offset, end, left);
    if (next < end || !torn.mayGoOn(left)) {
      byte[] all = torn.bytes();
      int n = torn.length();
      torn.mends(true);
      try {
        pieces(all, 0, n);
      } finally {
        torn.clear();
      }
    }
    return next;
  }

  /** A frame on a line, or behind the usual header, is told at once if it is like another one. */
  private int start(byte[] from, int offset, int end) {
    if (from[offset] == '{') {
      RpcModel model = models.ofLine(from, offset, end);
      if (model != null) {
        return like(model, from, offset, end);
      }
      if (torn.isLine(from, offset, end)) {
        return end;
      }
    } else if (byLength) {
      int next = header.usual(from, offset, end);
      if (next >= 0) {
        left = header.said();
        begin();
        at = At.BODY;
        return next;
      }
    }
    return outside(from, offset, end);
  }

  /** On the line that begins here is a frame like another one, or the beginning of one. */
  private int like(RpcModel model, byte[] from, int offset, int end) {
    if (model.lineFeed() == end) {
      return goesOn(model, from, offset, end);
    }
    if (model.hasId() || !listener.takesMany(model.frame(from))) {
      tell(model, from, offset);
      return model.lineFeed() + 1;
    }
    int last = offset;
    int bytes = model.kept(offset);
    int to = model.end();
    int next = model.lineFeed() + 1;
    boolean more = next < end && model.isLine(from, next, end);
    while (more && model.lineFeed() < end) {
      last = next;
      bytes += model.kept(next);
      to = model.end();
      next = model.lineFeed() + 1;
      more = next < end && model.isLine(from, next, end);
    }
    listener.frames(
        model.frame(from), from, offset, last, last + Math.min(to - last, MOST_KEPT), bytes);
    return more ? goesOn(model, from, next, end) : next;
  }

  private int goesOn(RpcModel model, byte[] from, int offset, int end) {
    begin();
    RpcFrame frame = model.frame(from);
    object.goesOn(frame, from, offset, end);
    unwanted = !listener.wantsText(frame);
    keep(from, offset, end);
    return end;
  }

  /** The frame of a told length that begins here is told at once if it is like another one. */
  private int body(byte[] from, int offset, int end) {
    if (left > end - offset) {
      at = torn.isPart(from, offset, end, left) ? At.BODY : At.FRAME;
      return at == At.BODY ? end : offset;
    }
    RpcModel model = models.ofAll(from, offset, offset + (int) left);
    if (model == null) {
      at = At.FRAME;
      return offset;
    }
    tell(model, from, offset);
    int n = (int) left;
    passed(n, At.REST);
    return offset + n;
  }

  private void tell(RpcModel model, byte[] from, int offset) {
    listener.frame(model.frame(from), from, offset, Math.min(model.end() - offset, MOST_KEPT));
  }

  private int frame(byte[] from, int offset, int end) {
    boolean ofLine = left < 0;
    int stop = ofLine ? end : (int) Math.min(end, offset + left);
    int next = object.take(from, offset, stop, ofLine, stop - offset == left);
    if (next - offset == left) {
      object.frameEnds();
    }
    boolean over = !object.isOpen();
    int barren = object.barrenAt() - offset;
    RpcFrame frame = null;
    if (textLength == 0) {
      known = object.knownAt() - offset;
    }
    int tells = known;
    if (!over) {
      keep(from, offset, next);
    } else if (textLength == 0 && !unwanted) {
      frame = told(from, offset, Math.min(next - offset, MOST_KEPT));
    } else {
      keep(from, offset, next);
      RpcFrame late = told(text, 0, textLength);
      if (late != null && tells > 0 && !unwanted) {
        models.learn(late, text, 0, tells, RpcSample.Behind.ANYTHING);
      }
    }
    if (ofLine) {
      at = over ? At.REST : At.FRAME;
    } else {
      passed(next - offset, over ? At.REST : At.FRAME);
    }
    if (frame != null) {
      // Last of all: nothing that goes wrong there makes it lose its place.
      learn(frame, from, offset, next, tells, barren);
    }
    return next;
  }

  /** A frame of which nothing was kept from an earlier piece is one that others may be like. */
  private void learn(RpcFrame frame, byte[] from, int offset, int next, int tells, int barren) {
    if (from[offset] != '{') {
      return;
    }
    if (tells >= 0) {
      models.learn(frame, from, offset, tells, RpcSample.Behind.ANYTHING);
      return;
    }
    int end = next;
    while (end > offset && from[end - 1] != '}') {
      end--;
    }
    if (barren >= 0 && end - offset > RpcSample.LONGEST) {
      models.learn(frame, from, offset, barren, RpcSample.Behind.NO_NAME);
    } else {
      models.learn(frame, from, offset, end - offset, RpcSample.Behind.NOTHING);
    }
  }

  private void keep(byte[] from, int offset, int end) {
    int n = Math.min(end - offset, MOST_KEPT - textLength);
    if (n <= 0 || unwanted) {
      return;
    }
    if (textLength + n > text.length) {
      int size = Math.max(textLength + n, 2 * text.length);
      text = Arrays.copyOf(text, Math.min(MOST_KEPT, size));
    }
    System.arraycopy(from, offset, text, textLength, n);
    textLength += n;
  }

  /** So much of a frame behind a header has come. */
  private void passed(int n, At then) {
    left -= n;
    at = left > 0 ? then : At.START;
    left = left > 0 ? left : -1;
  }

  /** Tells of a frame that has ended, if it is one, and gives it back. */
  private @Nullable RpcFrame told(byte[] from, int offset, int length) {
    RpcFrame frame = object.frame();
    object.clear();
    textLength = 0;
    if (frame.id() == null && frame.method() == null && !frame.error()) {
      return null;
    }
    any = true;
    listener.frame(frame, from, offset, length);
    return frame;
  }

  private int outside(byte[] from, int offset, int end) {
    if (left > 0 && at == At.REST) {
      int n = (int) Math.min(left, end - offset);
      passed(n, At.REST);
      return offset + n;
    }
    byte b = from[offset];
    if (b == '\n') {
      endOfLine();
    } else if (b == '{' && at == At.START) {
      begin();
      return offset;
    } else if (at == At.REST || header.isTooLong()) {
      return ByteSearch.lineFeed(from, offset, end);
    } else if (b != '\r') {
      ofLine(b);
    }
    return offset + 1;
  }

  private void ofLine(byte b) {
    boolean blank = b == ' ' || b == '\t';
    at = at == At.START && !blank ? At.LINE : at;
    if (at != At.START) {
      header.add(b);
    }
  }

  private void begin() {
    object.clear();
    header.clear();
    textLength = 0;
    known = -1;
    unwanted = false;
    at = At.FRAME;
  }

  private void endOfLine() {
    boolean empty = header.isEmpty();
    long told = header.contentLength();
    header.clear();
    if (told >= 0) {
      left = told;
      at = At.HEADERS;
    } else if (at == At.HEADERS && empty) {
      byLength = true;
      begin();
      at = At.BODY;
    } else if (at != At.HEADERS) {
      at = At.START;
    }
  }
}
