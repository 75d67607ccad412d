package dev.unjam.bridge;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON-RPC message that count, as they are found one after the other.
 *
 * <p>Mostly a message says the same as the one before in another's words: what is the same again is
 * made once. One thread at a time.
 */
final class RpcMembers {
  private static final int NONE = 0;
  private static final int ID = 1;
  private static final int METHOD = 2;
  private static final int PARAMS = 3;
  private static final int ERROR = 4;
  private static final int SESSION = 5;
  private static final int UPDATE = 6;
  private static final int KIND = 7;
  private static final int RESULT = 8;

  /** The names that count; what is none of them is none at all. */
  private static final String[] NAMES = {
    "", "id", "method", "params", "error", "sessionId", "update", "sessionUpdate", "result"
  };

  /** Which name may have so many bytes; two have six. */
  private static final int[] BY_LENGTH = {
    0, 0, ID, 0, 0, ERROR, METHOD, 0, 0, SESSION, 0, 0, 0, KIND
  };

  private static final int[] ALSO_OF_SIX = {METHOD, PARAMS, UPDATE, RESULT};

  /** Most of what an agent says: a notification in any case, whatever else its frame holds. */
  private static final String NEWS = "session/update";

  /** The name of the member that is being read, of the objects that count; else none. */
  private int member;

  private @Nullable String id;
  private @Nullable String method;
  private @Nullable String session;
  private @Nullable String update;
  private boolean error;
  private boolean answer;

  /** What was told last time: mostly it is the same again. */
  private String lastMethod = "";

  private boolean lastMayNameSession = true;

  private String lastSession = "";
  private String lastUpdate = "";
  private RpcFrame lastFrame = new RpcFrame(null, null, null, false);

  void clear() {
    member = NONE;
    id = null;
    method = null;
    session = null;
    update = null;
    error = false;
    answer = false;
  }

  /** Whether the rest of the message can tell nothing that counts. */
  boolean areKnown() {
    if (method == null) {
      return answer && id != null;
    }
    if (session == null && lastMayNameSession) {
      return false;
    }
    return id != null || (update != null && method.equals(NEWS));
  }

  /**
   * Whether only an id or a session can count any more, and only under its name: the message is an
   * answer, or asks for something that has no parts of its own to be told.
   */
  boolean lackNamesOnly() {
    return method == null ? answer : !RpcFrame.tellsUpdates(method);
  }

  boolean lackId() {
    return id == null;
  }

  boolean lackSession() {
    return method != null && session == null && lastMayNameSession;
  }

  /** The id was found elsewhere. */
  void idIs(byte[] from, int start, int length) {
    id = text(from, start, length);
  }

  /** What is found so far; the very same as last time if it is the same. */
  @SuppressWarnings("ReferenceEquality") // the same strings are the same objects here
  RpcFrame frame() {
    RpcFrame f = lastFrame;
    boolean same =
        id == null
            && f.id() == null
            && f.method() == method
            && f.session() == session
            && f.update() == update
            && f.error() == error;
    if (!same) {
      f = new RpcFrame(id, method, session, error, update);
      lastFrame = f;
    }
    return f;
  }

  /** Between two members. */
  void none() {
    member = NONE;
  }

  /** The name of the next member was read. */
  void named(byte[] from, int start, int length) {
    member = ofName(from, start, length);
  }

  /** Whether this is one of the names that count. */
  static boolean isAny(byte[] from, int start, int length) {
    return ofName(from, start, length) != NONE;
  }

  private static int ofName(byte[] from, int start, int length) {
    int found = NONE;
    if (length == 6) {
      for (int m : ALSO_OF_SIX) {
        found = isText(NAMES[m], from, start, length) ? m : found;
      }
    } else if (length < BY_LENGTH.length) {
      int m = BY_LENGTH[length];
      found = m != NONE && isText(NAMES[m], from, start, length) ? m : NONE;
    }
    return found;
  }

  /**
   * An object or an array begins in the outermost object.
   *
   * @return whether it is the params, whose members count as well
   */
  boolean opens(boolean object) {
    error |= member == ERROR;
    answer |= member == ERROR || member == RESULT;
    return member == PARAMS && object;
  }

  /** Whether the member that is being read is an update. */
  boolean isUpdate() {
    return member == UPDATE;
  }

  /** The value of a member at this depth, of what counts, is this text; between its quotes. */
  @SuppressWarnings("ReferenceEquality") // the same string is the same object here
  void is(int depth, byte[] from, int start, int length) {
    if (depth == 1 && member == ID) {
      id = '"' + text(from, start, length) + '"';
    } else if (depth == 1 && member == METHOD) {
      method = value(lastMethod, from, start, length);
      if (method != lastMethod) {
        lastMethod = method;
        lastMayNameSession = RpcFrame.mayNameSession(method);
      }
    } else if (depth == 2 && member == SESSION) {
      lastSession = value(lastSession, from, start, length);
      session = lastSession;
    } else if (depth == 3 && member == KIND) {
      lastUpdate = value(lastUpdate, from, start, length);
      update = lastUpdate;
    }
  }

  /** The value of a member of the outermost object is this number or word. */
  void isScalar(byte[] from, int length) {
    if (member == ID) {
      id = isText("null", from, 0, length) ? null : text(from, 0, length);
    }
  }

  private static String value(String before, byte[] from, int start, int length) {
    return isText(before, from, start, length) ? before : text(from, start, length);
  }

  private static boolean isText(String ascii, byte[] from, int start, int length) {
    if (ascii.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (from[start + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] from, int start, int length) {
    return new String(from, start, length, StandardCharsets.UTF_8);
  }
}
