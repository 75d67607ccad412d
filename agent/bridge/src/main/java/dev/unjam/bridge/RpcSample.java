package dev.unjam.bridge;

/**
 * A frame that was told, with the places of those of its values that may be others in a frame that
 * is made like it: numbers, and texts that do not count.
 *
 * <p>One thread at a time.
 */
final class RpcSample {
  /** The longest beginning of a frame that is kept. */
  static final int LONGEST = 512;

  /** What may come behind the bytes that tell what counts. */
  enum Behind {
    /** These are all of the frame. */
    NOTHING,
    /** Anything, for nothing more counts. */
    ANYTHING,
    /** Anything but the names that could still count. */
    NO_NAME
  }

  private static final int MOST_VALUES = 32;
  private static final String ID = "id";
  private static final String[] COUNT = {"method", "sessionId", "sessionUpdate"};

  /** The bytes that the frame was told by, and some more to be read along. */
  final byte[] text;

  final int length;

  final Behind behind;

  final RpcFrame frame;

  private final int[] from = new int[MOST_VALUES];
  private final int[] to = new int[MOST_VALUES];
  private int values;

  /** Which value is the frame's id; and how many there are that could be. */
  private int id;

  private int ids;

  RpcSample(RpcFrame frame, byte[] from, int offset, int length, Behind behind) {
    this.frame = frame;
    this.text = new byte[length + Long.BYTES];
    System.arraycopy(from, offset, text, 0, length);
    this.length = length;
    this.behind = behind;
  }

  /** Whether its id is known to be the one value of that name, or it has none. */
  boolean hasPlainId() {
    return ids == (frame.id() == null ? 0 : 1);
  }

  /** The value that has a byte here or ends here, or -1. */
  int valueAt(int offset) {
    for (int i = 0; i < values; i++) {
      if (from[i] <= offset && offset <= to[i]) {
        return i;
      }
    }
    return -1;
  }

  int from(int value) {
    return from[value];
  }

  int to(int value) {
    return to[value];
  }

  boolean isId(int value) {
    return ids == 1 && id == value;
  }

  /** Whether it is a text, and no number. */
  boolean isText(int value) {
    return text[from[value] - 1] == '"';
  }

  /** Finds the values. */
  void look() {
    values = 0;
    ids = 0;
    int depth = 0;
    int name = -1;
    int nameEnd = -1;
    boolean value = false;
    int at = 0;
    while (at < length && values < MOST_VALUES) {
      byte b = text[at];
      int stop = at + 1;
      if (b == '"') {
        stop = ByteSearch.textEnd(text, at + 1, length);
        if (stop < 0) {
          return;
        }
        if (value) {
          add(at + 1, stop, depth, name, nameEnd);
        } else {
          name = at + 1;
          nameEnd = stop;
        }
        stop++;
      } else if (ByteSearch.isOfNumber(b) && b != 'e' && b != 'E') {
        stop = ByteSearch.numberEnd(text, at, length);
        add(at, stop, depth, value ? name : -1, nameEnd);
      } else if (b == '{' || b == '[') {
        depth++;
      } else if (b == '}' || b == ']') {
        depth--;
      }
      value = b == ':' || (value && b == ' ');
      at = stop;
    }
  }

  private void add(int start, int end, int depth, int name, int nameEnd) {
    for (String counts : COUNT) {
      if (isName(counts, name, nameEnd)) {
        return;
      }
    }
    if (depth == 1 && isName(ID, name, nameEnd)) {
      id = values;
      ids++;
    }
    from[values] = start;
    to[values] = end;
    values++;
  }

  private boolean isName(String ascii, int start, int end) {
    if (start < 0 || end - start != ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (text[start + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
