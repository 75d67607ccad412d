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
  private final RpcMembers members = new RpcMembers();
  private final RpcRest rest = new RpcRest(members);

  /** A string or number of which an earlier piece brought the beginning. */
  private final RpcText text = new RpcText();

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

  /** Whether an object or array has begun just now, and nothing of it was looked at. */
  private boolean fresh;

  /** Where in what was taken last it was known by what lies before that nothing more counts. */
  private int knownAt = -1;

  /** The same where what lies behind has to be looked through for names. */
  private int barrenAt = -1;

  /** Begins anew. */
  void clear() {
    text.clear();
    depth = 0;
    string = false;
    escaped = false;
    name = false;
    inParams = false;
    inUpdate = false;
    last = 0;
    fresh = false;
    rest.clear();
    knownAt = -1;
    barrenAt = -1;
    members.clear();
  }

  /** Whether an object has begun and not ended. */
  boolean isOpen() {
    return depth > 0;
  }

  /** Of this frame on a line everything is known, and these bytes have come. */
  void goesOn(RpcFrame frame, byte[] from, int offset, int end) {
    members.are(frame);
    depth = 1;
    last = from[RpcLine.behindText(from, offset, end) - 1];
  }

  /** All of the frame that was told the length of has come. */
  void frameEnds() {
    if (rest.isKnown()) {
      depth = 0;
      string = false;
    }
  }

  /** Behind which byte of what was taken last nothing more could count; -1 if that is not known. */
  int knownAt() {
    return knownAt;
  }

  /** The same where what lies behind it had to be looked through; -1 if that was not so. */
  int barrenAt() {
    return barrenAt;
  }

  /** What was found, once the object has ended. */
  RpcFrame frame() {
    return members.frame();
  }

  /**
   * Takes bytes up to the end of the object, or of the line: no frame goes over one.
   *
   * @param line whether a line feed ends it, whole or not
   * @param all whether its last byte is the one before {@code end}
   * @return the offset behind the last byte that was taken; {@link #isOpen} tells whether it goes
   *     on
   */
  int take(byte[] from, int offset, int end, boolean line, boolean all) {
    int at = offset;
    boolean looked = false;
    while (at < end) {
      if (rest.isKnown()) {
        if (rest.isBarren()) {
          barrenAt = at;
        } else {
          knownAt = at;
        }
        return line ? toLineEnd(from, at, end) : end;
      }
      if (fresh && !looked && depth > 1 && rest.mayBeBarren()) {
        looked = true;
        rest.look(from, at, end, depth, line, all);
        continue;
      }
      fresh = false;
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
    int behind = RpcLine.behindText(from, offset, at);
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
        endOfString(text.bytes, 0, text.length());
      }
      text.clear();
    }
    return stop + 1;
  }

  private void keep(byte[] from, int start, int end) {
    if (counts()) {
      text.add(from, start, end);
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
          text.clear();
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
      text.clear();
    } else if (b == ',') {
      endOfScalar();
      name = true;
      members.none();
    } else if (b > ' ') {
      text.add(b);
    }
  }

  private void open(byte b) {
    if (depth == 1) {
      inParams = members.opens(b == '{');
    } else if (depth == 2) {
      inUpdate = inParams && members.isUpdate() && b == '{';
    }
    depth++;
    fresh = true;
    name = counts();
    members.none();
    text.clear();
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
    } else if (n < RpcText.LONGEST) {
      // What is longer is not known to its end, and must not be taken for another's.
      members.is(depth, from, start, n);
    }
    text.clear();
  }

  /** A number may be an id; {@code null} is none. */
  private void endOfScalar() {
    if (depth == 1 && text.length() > 0) {
      members.isScalar(text.bytes, text.length());
    }
    text.clear();
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
