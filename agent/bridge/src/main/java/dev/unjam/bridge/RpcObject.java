package dev.unjam.bridge;

/**
 * Reads a JSON object in whatever pieces it comes, and keeps of it what {@link RpcFrame} tells.
 *
 * <p>Knows no more of JSON than it takes to find the members of the object itself and of its {@code
 * params}: text that is no JSON ends somewhere or nowhere, and nothing else happens. What lies
 * deeper, and text, is passed over in loops of their own, for a host may send and read as fast as a
 * pipe goes. One thread at a time.
 */
final class RpcObject {
  private static final int LONGEST = 256;

  private final RpcMembers members = new RpcMembers();

  /** A string or number of which an earlier piece brought the beginning. */
  private final byte[] text = new byte[LONGEST];

  private int length;

  private int depth;
  private boolean string;
  private boolean escaped;

  /** Whether the next string of the object that is open is a member's name. */
  private boolean name;

  /** Whether the second object is the params, whose members count as well. */
  private boolean inParams;

  /** The same of the third, an update in the params. */
  private boolean inUpdate;

  /** The last byte that was passed over unread. */
  private byte last;

  /** Begins anew. */
  void clear() {
    length = 0;
    depth = 0;
    string = false;
    escaped = false;
    name = false;
    inParams = false;
    inUpdate = false;
    last = 0;
    members.clear();
  }

  /** Whether an object has begun and not ended. */
  boolean isOpen() {
    return depth > 0;
  }

  /** All of the frame that was told the length of has come. */
  void frameEnds() {
    if (members.areKnown()) {
      depth = 0;
      string = false;
    }
  }

  /** What was found, once the object has ended. */
  RpcFrame frame() {
    return members.frame();
  }

  /**
   * Takes bytes up to the end of the object, or of the line: no frame goes over one.
   *
   * @param line whether a line feed ends it, whole or not
   * @return the offset behind the last byte that was taken; {@link #isOpen} tells whether it goes
   *     on
   */
  int take(byte[] from, int offset, int end, boolean line) {
    int at = offset;
    while (at < end) {
      if (members.areKnown()) {
        return line ? toLineEnd(from, at, end) : end;
      }
      if (line && from[at] == '\n') {
        clear();
        return at;
      }
      if (string) {
        at = inString(from, at, end);
      } else if (depth == 0 || counts()) {
        at = structure(from, at, end, line);
      } else {
        at = below(from, at, end, line);
      }
      if (depth == 0) {
        return at;
      }
    }
    return at;
  }

  /** The rest tells nothing that counts; a line that does not close its object is no frame. */
  private int toLineEnd(byte[] from, int offset, int end) {
    int at = ByteSearch.lineFeed(from, offset, end);
    int behind = at;
    while (behind > offset && isBlank(from[behind - 1])) {
      behind--;
    }
    last = behind > offset ? from[behind - 1] : last;
    if (at < end) {
      if (last != '}') {
        clear();
      }
      depth = 0;
      string = false;
    }
    return at;
  }

  private static boolean isBlank(byte b) {
    return b == '\r' || b == ' ' || b == '\t';
  }

  /** Goes on in a string of which the beginning was looked at before. */
  private int inString(byte[] from, int offset, int end) {
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
      string = false;
      if (counts()) {
        endOfString(text, 0, length);
      }
      length = 0;
    }
    return stop + 1;
  }

  private void keep(byte[] from, int start, int end) {
    if (counts()) {
      int n = Math.min(end - start, LONGEST - length);
      System.arraycopy(from, start, text, length, n);
      length += n;
    }
  }

  /** Whether the object that is open is one whose members are looked at. */
  private boolean counts() {
    return depth == 1 || (depth == 2 && inParams) || (depth == 3 && inUpdate);
  }

  /** In an object that counts, or before the first: up to what is deeper, or a string cut short. */
  private int structure(byte[] from, int offset, int end, boolean line) {
    int at = offset;
    while (at < end) {
      byte b = from[at];
      if (b == '"') {
        int stop = ByteSearch.endOfText(from, at + 1, end);
        if (stop == end || from[stop] != '"') {
          string = true;
          length = 0;
          return at + 1;
        }
        endOfString(from, at + 1, stop - at - 1);
        if (members.areKnown()) {
          return stop + 1;
        }
        at = stop;
      } else if (b == '{' || b == '[') {
        open(b);
        return at + 1;
      } else if (b == '}' || b == ']') {
        close();
        return at + 1;
      } else if (b == '\n' && line) {
        return at;
      } else {
        between(b);
      }
      at++;
    }
    return at;
  }

  private void between(byte b) {
    if (b == ':') {
      name = false;
      length = 0;
    } else if (b == ',') {
      endOfScalar();
      name = true;
      members.none();
    } else if (b > ' ' && length < LONGEST) {
      text[length++] = b;
    }
  }

  private void open(byte b) {
    if (depth == 1) {
      inParams = members.opens(b == '{');
    } else if (depth == 2) {
      inUpdate = inParams && members.isUpdate() && b == '{';
    }
    depth++;
    name = counts();
    members.none();
    length = 0;
  }

  private void close() {
    endOfScalar();
    depth--;
    inParams &= depth >= 2;
    inUpdate &= depth >= 3;
    members.none();
  }

  private void endOfString(byte[] from, int start, int n) {
    if (name) {
      members.named(from, start, n);
    } else if (n < LONGEST) {
      // What is longer is not known to its end, and must not be taken for another's.
      members.is(depth, from, start, n);
    }
    length = 0;
  }

  /** A number may be an id; {@code null} is none. */
  private void endOfScalar() {
    if (depth == 1 && length > 0) {
      members.isScalar(text, length);
    }
    length = 0;
  }

  /** In what does not count: up to where it ends, or to a string that is cut short. */
  private int below(byte[] from, int offset, int end, boolean line) {
    int floor = inUpdate ? 3 : inParams ? 2 : 1;
    int deep = depth;
    int at = offset;
    while (at < end) {
      byte b = from[at];
      if (b == '"') {
        at = ByteSearch.endOfText(from, at + 1, end);
        if (at == end || from[at] != '"') {
          string = true;
          break;
        }
      } else if (b == '{' || b == '[') {
        deep++;
      } else if ((b == '}' || b == ']') && --deep == floor) {
        at++;
        break;
      } else if (b == '\n' && line) {
        break;
      }
      at++;
    }
    depth = deep;
    return at;
  }
}
