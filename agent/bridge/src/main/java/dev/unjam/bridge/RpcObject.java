package dev.unjam.bridge;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON object byte by byte, and keeps of it what {@link RpcFrame} tells.
 *
 * <p>Knows no more of JSON than it takes to find the members of the object itself and of its {@code
 * params}: text that is no JSON ends somewhere or nowhere, and nothing else happens. One thread at
 * a time.
 */
final class RpcObject {
  private static final int LONGEST = 256;

  /** The names that count; what is none of them is none at all. */
  private static final String[] NAMES = {
    "", "id", "method", "params", "error", "sessionId", "update", "sessionUpdate"
  };

  private static final int NONE = 0;
  private static final int ID = 1;
  private static final int METHOD = 2;
  private static final int PARAMS = 3;
  private static final int ERROR = 4;
  private static final int SESSION = 5;
  private static final int UPDATE = 6;
  private static final int KIND = 7;

  /** Most of what an agent says: a notification in any case, whatever else its frame holds. */
  private static final String NEWS = "session/update";

  /** Where the loop over a string has to stop. */
  private static final boolean[] STOPS = new boolean[256];

  static {
    STOPS['"'] = true;
    STOPS['\\'] = true;
    STOPS['\n'] = true;
  }

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

  /** The name of the member that is being read, of the objects that count; else none. */
  private int member;

  private @Nullable String id;
  private @Nullable String method;
  private @Nullable String session;
  private @Nullable String update;
  private boolean error;
  private boolean news;

  /** What was told last time: mostly it is the same again. */
  private String lastMethod = "";

  private String lastSession = "";
  private String lastUpdate = "";

  /** Begins anew. */
  void clear() {
    length = 0;
    depth = 0;
    string = false;
    escaped = false;
    name = false;
    inParams = false;
    inUpdate = false;
    member = NONE;
    id = null;
    method = null;
    session = null;
    update = null;
    error = false;
    news = false;
  }

  /** Whether an object has begun and not ended. */
  boolean isOpen() {
    return depth > 0;
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
      if (line && isAllKnown()) {
        return toLineEnd(from, at, end);
      }
      if (line && from[at] == '\n') {
        clear();
        return at;
      }
      if (string) {
        at = inString(from, at, end);
      } else {
        structure(from[at++]);
        if (depth == 0) {
          return at;
        }
      }
    }
    return at;
  }

  /** Whether the rest of the frame can tell nothing that counts. */
  private boolean isAllKnown() {
    return news && update != null && session != null;
  }

  private int toLineEnd(byte[] from, int offset, int end) {
    int at = offset;
    while (at < end && from[at] != '\n') {
      at++;
    }
    if (at < end) {
      depth = 0;
      string = false;
    }
    return at;
  }

  /** Most of a frame is inside its strings: this is the loop that has to be quick. */
  private int inString(byte[] from, int offset, int end) {
    int at = offset;
    if (escaped) {
      keep(from, at, at + 1);
      escaped = false;
      at++;
    }
    int start = at;
    while (at < end && !STOPS[from[at] & 0xff]) {
      at++;
    }
    keep(from, start, at);
    if (at == end) {
      return at;
    }
    if (from[at] == '\n') {
      // Between lines the caller sees to it; behind a length it is a byte of the string.
      return at == offset ? at + 1 : at;
    }
    if (from[at] == '\\') {
      keep(from, at, at + 1);
      escaped = true;
    } else {
      string = false;
      endOfString();
    }
    return at + 1;
  }

  private void keep(byte[] from, int start, int end) {
    if (counts()) {
      for (int i = start; i < end && length < LONGEST; i++) {
        text[length++] = from[i];
      }
    }
  }

  /** Whether the object that is open is one whose members are looked at. */
  private boolean counts() {
    return depth == 1 || (depth == 2 && inParams) || (depth == 3 && inUpdate);
  }

  private void structure(byte b) {
    switch (b) {
      case '"' -> {
        string = true;
        length = 0;
      }
      case '{', '[' -> open(b);
      case '}', ']' -> {
        endOfScalar();
        depth--;
        inParams &= depth >= 2;
        inUpdate &= depth >= 3;
        member = NONE;
      }
      case ':' -> {
        name = false;
        length = 0;
      }
      case ',' -> {
        endOfScalar();
        name = counts();
        member = NONE;
        length = 0;
      }
      case ' ', '\t', '\r', '\n' -> {}
      default -> {
        if (counts() && length < LONGEST) {
          text[length++] = b;
        }
      }
    }
  }

  private void open(byte b) {
    if (depth == 1) {
      error |= member == ERROR;
      inParams = member == PARAMS && b == '{';
    } else if (depth == 2) {
      inUpdate = inParams && member == UPDATE && b == '{';
    }
    depth++;
    name = counts();
    member = NONE;
    length = 0;
  }

  private void endOfString() {
    if (!counts()) {
      return;
    }
    if (name) {
      member = nameOf();
    } else if (length < LONGEST) {
      // What is longer is not known to its end, and must not be taken for another's.
      endOfValue();
    }
    length = 0;
  }

  private int nameOf() {
    for (int i = 1; i < NAMES.length; i++) {
      if (is(NAMES[i])) {
        return i;
      }
    }
    return NONE;
  }

  private boolean is(String ascii) {
    if (ascii.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text[i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void endOfValue() {
    if (depth == 1 && member == ID) {
      id = '"' + value("") + '"';
    } else if (depth == 1 && member == METHOD) {
      news = is(NEWS);
      method = value(lastMethod);
      lastMethod = method;
    } else if (depth == 2 && member == SESSION) {
      session = value(lastSession);
      lastSession = session;
    } else if (depth == 3 && member == KIND) {
      update = value(lastUpdate);
      lastUpdate = update;
    }
  }

  private String value(String before) {
    return is(before) ? before : new String(text, 0, length, StandardCharsets.UTF_8);
  }

  /** A number may be an id; {@code null} is none. */
  private void endOfScalar() {
    if (depth == 1 && length > 0 && member == ID) {
      String value = new String(text, 0, length, StandardCharsets.US_ASCII);
      id = value.equals("null") ? null : value;
    }
    length = 0;
  }

  /** What was found, once the object has ended. */
  RpcFrame frame() {
    return new RpcFrame(id, method, session, error, update);
  }
}
