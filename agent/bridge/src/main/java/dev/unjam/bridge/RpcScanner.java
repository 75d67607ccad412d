package dev.unjam.bridge;

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

  private final boolean patient;

  private final RpcAlike alike;
  private final RpcOpenFrame frame;
  private final RpcHeader header = new RpcHeader();

  /** A frame of which some is to come yet: it is looked at when all of it is there. */
  private final RpcTorn torn = new RpcTorn();

  private At at = At.START;

  /**
   * How many bytes of a frame behind a header are still to come; of a torn one that is kept with
   * its header how many it has; -1 for one that is a line.
   */
  private long left = -1;

  private long seen;
  private boolean byLength;
  private boolean blurred;
  private volatile boolean between = true;

  RpcScanner(RpcListener listener) {
    this(listener, false);
  }

  /** One that is never given up, for somebody waits for a frame. */
  static RpcScanner patient(RpcListener listener) {
    return new RpcScanner(listener, true);
  }

  private RpcScanner(RpcListener listener, boolean patient) {
    this.alike = new RpcAlike(listener);
    this.frame = new RpcOpenFrame(listener, alike);
    this.patient = patient;
  }

  /** Whether frames come here at all. */
  boolean isRpc() {
    return frame.isAny();
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
    return !patient && !frame.isAny() && seen > ENOUGH;
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
    if (torn.isAny()) {
      pieces(from, mended(from, offset, end), end);
    } else if (at != At.START || !alike.line(from, offset, end)) {
      pieces(from, offset, end);
    }
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
      // With its header, which is looked at again.
      left = at == At.START ? -1 : left;
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
      int next = alike.lines(from, offset, end);
      RpcFrame open = alike.open();
      if (open != null) {
        begin();
        frame.goesOn(open, from, next, end);
        return end;
      }
      if (next > offset) {
        return next;
      }
      if (torn.isLine(from, offset, end)) {
        return end;
      }
    } else if (byLength) {
      int next = alike.behindHeaders(header, from, offset, end);
      if (next > offset) {
        return next;
      }
      next = header.usual(from, offset, end);
      if (next >= 0) {
        return behindHeader(from, offset, next, end);
      }
    }
    return outside(from, offset, end);
  }

  /** The frame that begins at {@code next} is like no other one, or not all of it is here. */
  private int behindHeader(byte[] from, int offset, int next, int end) {
    left = header.said();
    if (left > end - next && torn.isPart(from, offset, end, left + next - offset)) {
      left += next - offset;
      return end;
    }
    begin();
    return next;
  }

  /** The frame of a told length that begins here is told at once if it is like another one. */
  private int body(byte[] from, int offset, int end) {
    if (left > end - offset) {
      at = torn.isPart(from, offset, end, left) ? At.BODY : At.FRAME;
      return at == At.BODY ? end : offset;
    }
    int stop = offset + (int) left;
    if (!alike.all(from, offset, stop)) {
      at = At.FRAME;
      return offset;
    }
    passed(stop - offset);
    return stop;
  }

  private int frame(byte[] from, int offset, int end) {
    boolean line = left < 0;
    int stop = line ? end : (int) Math.min(end, offset + left);
    int next = frame.take(from, offset, stop, line, stop - offset == left);
    at = frame.isOver() ? At.REST : At.FRAME;
    if (!line) {
      passed(next - offset);
    }
    // Last of all: nothing that goes wrong there makes it lose its place.
    frame.tell(from, offset, next, line);
    return next;
  }

  /** So much of a frame behind a header has come. */
  private void passed(int n) {
    left -= n;
    if (left == 0) {
      at = At.START;
      left = -1;
    }
  }

  private int outside(byte[] from, int offset, int end) {
    if (left > 0 && at == At.REST) {
      int n = (int) Math.min(left, end - offset);
      passed(n);
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
    frame.begin();
    header.clear();
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
