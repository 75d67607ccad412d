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
  private static final String ID = "id";
  private static final String METHOD = "method";
  private static final String PARAMS = "params";
  private static final String ERROR = "error";
  private static final String SESSION = "sessionId";
  private static final String UPDATE = "update";
  private static final String KIND = "sessionUpdate";

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

  /** The name of the member that is being read, of the objects that count; else empty. */
  private String member = "";

  private @Nullable String id;
  private @Nullable String method;
  private @Nullable String session;
  private @Nullable String update;
  private boolean error;

  /** Begins anew. */
  void clear() {
    length = 0;
    depth = 0;
    string = false;
    escaped = false;
    name = false;
    inParams = false;
    inUpdate = false;
    member = "";
    id = null;
    method = null;
    session = null;
    update = null;
    error = false;
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

  /** Most of a frame is inside its strings: this is the loop that has to be quick. */
  private int inString(byte[] from, int offset, int end) {
    int at = offset;
    if (escaped) {
      keep(from, at, at + 1);
      escaped = false;
      at++;
    }
    int start = at;
    while (at < end && from[at] != '"' && from[at] != '\\' && from[at] != '\n') {
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
        member = "";
      }
      case ':' -> {
        name = false;
        length = 0;
      }
      case ',' -> {
        endOfScalar();
        name = counts();
        member = "";
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
      error |= member.equals(ERROR);
      inParams = member.equals(PARAMS) && b == '{';
    } else if (depth == 2) {
      inUpdate = inParams && member.equals(UPDATE) && b == '{';
    }
    depth++;
    name = counts();
    member = "";
    length = 0;
  }

  private void endOfString() {
    if (!counts()) {
      return;
    }
    String value = new String(text, 0, length, StandardCharsets.UTF_8);
    if (name) {
      member = value;
    } else if (length < LONGEST) {
      // What is longer is not known to its end, and must not be taken for another's.
      endOfValue(value);
    }
    length = 0;
  }

  private void endOfValue(String value) {
    switch (depth) {
      case 1 -> {
        id = member.equals(ID) ? '"' + value + '"' : id;
        method = member.equals(METHOD) ? value : method;
      }
      case 2 -> session = member.equals(SESSION) ? value : session;
      default -> update = member.equals(KIND) ? value : update;
    }
  }

  /** A number may be an id; {@code null} is none. */
  private void endOfScalar() {
    if (depth == 1 && length > 0 && member.equals(ID)) {
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
