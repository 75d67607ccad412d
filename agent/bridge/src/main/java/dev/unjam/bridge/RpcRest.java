package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Looks through the rest of a frame for the names that may still count, rather than at what it is
 * made of: most has none, or its id at the very end, where some libraries write it.
 */
final class RpcRest {
  private static final byte QUOTE = '"';
  private static final byte[] VERSION = "\"jsonrpc\":\"2.0\"".getBytes(US_ASCII);

  private final RpcMembers members;

  /** Whether it was looked through, all of it. */
  private boolean searched;

  private boolean barren;

  RpcRest(RpcMembers members) {
    this.members = members;
  }

  void clear() {
    searched = false;
    barren = false;
  }

  /** Whether it was seen to tell nothing that counts. */
  boolean isBarren() {
    return barren;
  }

  /** Whether it tells nothing, or could not in any case. */
  boolean isKnown() {
    return barren || members.areKnown();
  }

  /** Whether it is worth a look, where an object or array begins. */
  boolean mayBeBarren() {
    return !searched && members.lackNamesOnly();
  }

  /**
   * Looks through it, if all of it is here; an id at its end is told to the members.
   *
   * @param depth how many objects and arrays are open here
   * @param line whether the frame is one of a line
   * @param all whether its last byte is the one before {@code end}
   */
  void look(byte[] from, int offset, int end, int depth, boolean line, boolean all) {
    int stop = line ? ByteSearch.lineFeed(from, offset, end) : end;
    if (line ? stop == end : !all) {
      return;
    }
    searched = true;
    int behind = RpcLine.behindText(from, offset, stop);
    if (line && (behind == offset || from[behind - 1] != '}')) {
      // Where the frame ends, if it does, is to be seen at its braces only.
      return;
    }
    if (members.lackId()) {
      lastId(from, offset, behind, depth);
    }
    barren = !hasName(from, offset, stop, members.lackId(), members.lackSession());
  }

  /** Reads an id that is the last member of the frame; no text has its end right behind one. */
  private void lastId(byte[] from, int offset, int end, int depth) {
    int stop = end - 1;
    if (stop <= offset || from[stop] != '}') {
      return;
    }
    int at = stop;
    while (at > offset && isOfId(from[at - 1])) {
      at--;
    }
    boolean text = at < stop && from[stop - 1] == QUOTE;
    boolean whole =
        at < stop
            && stop - at < RpcText.LONGEST
            && (text
                ? at + 1 < stop && from[at] == QUOTE
                : ByteSearch.numberEnd(from, at, stop) == stop);
    int name = at - 5;
    if (whole
        && name > offset
        && from[name - 1] == ','
        && isId(from, name)
        && from[at - 1] == ':'
        && isOwn(from, offset, name - 1, depth)) {
      members.idIs(from, at, stop - at);
    }
  }

  /**
   * Whether the member before which this comma stands is the frame's own, and no other counts on
   * the way to it. The version right before it says so, for nobody has a message within a message.
   */
  private static boolean isOwn(byte[] from, int offset, int comma, int depth) {
    int version = comma - VERSION.length;
    return (version > offset && ByteSearch.isSame(from, version, VERSION, 0, VERSION.length))
        || isOutermost(from, offset, comma, depth);
  }

  /** The line may be torn, or more than one frame. */
  private static boolean isOutermost(byte[] from, int offset, int end, int depth) {
    int deep = depth;
    int at = offset;
    while (at < end) {
      byte b = from[at];
      if (b == QUOTE) {
        int stop = ByteSearch.textEnd(from, at + 1, end);
        if (stop < 0 || (deep == 1 && RpcMembers.isAny(from, at + 1, stop - at - 1))) {
          return false;
        }
        at = stop;
      } else if (b == '{' || b == '[') {
        deep++;
      } else if ((b == '}' || b == ']') && --deep == 0) {
        return false;
      }
      at++;
    }
    return deep == 1;
  }

  private static boolean isOfId(byte b) {
    boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
    return letter || b == '-' || b == '_' || b == '.' || b == QUOTE;
  }

  private static boolean isId(byte[] from, int at) {
    return from[at] == QUOTE && from[at + 1] == 'i' && from[at + 2] == 'd' && from[at + 3] == QUOTE;
  }

  /** Whether a name that may still count stands between these: an id's, or a session's. */
  static boolean hasName(byte[] from, int offset, int end, boolean ofId, boolean ofSession) {
    if (!ofId && !ofSession) {
      return false;
    }
    int at = ByteSearch.endOfId(from, offset, end);
    while (at < end) {
      byte before = at > offset ? from[at - 1] : 0;
      if (from[at] == 'i' ? ofId && before == QUOTE : ofSession && before == 'n') {
        return true;
      }
      at = ByteSearch.endOfId(from, at + 1, end);
    }
    return false;
  }
}
