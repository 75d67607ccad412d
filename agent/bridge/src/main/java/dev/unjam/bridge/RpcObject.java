package dev.unjam.bridge;

/**
 * Reads a JSON object in whatever pieces it comes, up to its end or to where nothing more of it can
 * count, and keeps of it what {@link RpcFrame} tells.
 *
 * <p>Knows no more of JSON than it takes to find the members of the object itself and of its {@code
 * params}: text that is no JSON ends somewhere or nowhere, and nothing else happens. What lies
 * deeper, and text, is passed over in loops of their own, for a host may send and read as fast as a
 * pipe goes. One thread at a time.
 */
final class RpcObject {
  private final RpcMembers members = new RpcMembers();
  private final RpcRest rest = new RpcRest(members);
  private final RpcString string = new RpcString();

  /** A number or word of which an earlier piece brought the beginning. */
  private final RpcText text = new RpcText();

  private int depth;

  /** Whether the next string of the object that is open is a member's name. */
  private boolean name;

  /** Whether the second object is the params, whose members count as well. */
  private boolean inParams;

  /** The same of the third, an update in the params. */
  private boolean inUpdate;

  /** Whether an object or array has begun just now, and nothing of it was looked at. */
  private boolean fresh;

  /** Begins anew. */
  void clear() {
    text.clear();
    string.clear();
    depth = 0;
    name = false;
    inParams = false;
    inUpdate = false;
    fresh = false;
    rest.clear();
    members.clear();
  }

  /** Whether an object has begun and not ended. */
  boolean isOpen() {
    return depth > 0;
  }

  /** Whether what is still to come of the object tells nothing. */
  boolean isKnown() {
    return rest.isKnown();
  }

  /** Whether that had to be looked through to be known. */
  boolean isBarren() {
    return rest.isBarren();
  }

  /** What was found, once the object has ended or is known. */
  RpcFrame frame() {
    return members.frame();
  }

  /**
   * Takes bytes up to where the object ends or is known, or to the end of the line: no frame goes
   * over one.
   *
   * @param line whether a line feed ends it, whole or not
   * @param all whether its last byte is the one before {@code end}
   * @return the offset behind the last byte that was taken
   */
  int take(byte[] from, int offset, int end, boolean line, boolean all) {
    int at = offset;
    boolean looked = false;
    while (at < end && !rest.isKnown()) {
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
      if (string.isOpen()) {
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

  private int inString(byte[] from, int offset, int end) {
    int at = string.take(from, offset, end);
    if (!string.isOpen() && counts()) {
      RpcText whole = string.text();
      endOfString(whole.bytes, 0, whole.length());
    }
    return at;
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
          string.begins(true);
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
          string.begins(false);
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
