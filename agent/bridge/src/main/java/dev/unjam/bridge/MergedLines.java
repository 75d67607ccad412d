package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Tells what is no frame in the output of a child whose error stream leads there as well: lines
 * that begin no object and no batch of objects (JSON-RPC 2.0, section 6), and objects of a log.
 *
 * <p>A pipe takes no more than 4 KiB at once for whole (POSIX, PIPE_BUF), so that a line may stand
 * within a frame: behind one that is not closed nothing is taken for words until it is, or until so
 * much was said that its rest does not come any more. One thread at a time.
 */
final class MergedLines {
  /** A line that is longer is a part of the frame: all but its last are at least so long. */
  private static final int PIECE = 4_096;

  /** So many bytes of lines may stand within a frame: twice what a reader mostly takes at once. */
  private static final int WITHIN = 16_384;

  /** And so many in all, parts of it among them. */
  private static final int MOST_BEHIND = 1 << 20;

  /** What a log's object begins with, and none of JSON-RPC. */
  private static final byte[][] OF_LOGS = {
    name("level"), name("time"), name("ts"), name("timestamp"), name("@timestamp"), name("severity")
  };

  private static final String FIRST_OF_LOGS = "lst@";

  /** What a line is. */
  private enum Kind {
    WORDS,
    /** One object, or a batch of them. */
    FRAME,
    /** No words: the rest of something. */
    REST,
    /** A bracket, of which the next piece tells whether it begins a batch. */
    BRACKET
  }

  private boolean inLine;
  private Kind line = Kind.REST;
  private boolean words;

  /** Whether a frame stands before that was not closed, and by what it would be. */
  private boolean open;

  private byte closing = '}';

  /** Whether a name follows its first brace, as in all of JSON, or may. */
  private boolean named;

  /** How long all lines are behind it that are no part of it as far as one can tell. */
  private int within;

  /** How long all lines are that came behind its first. */
  private int behind;

  /** How long the line is so far. */
  private int length;

  /** The last byte of the line so far that is no blank; 0 before one. */
  private byte last;

  private static byte[] name(String name) {
    return ("{\"" + name + "\"").getBytes(US_ASCII);
  }

  /** Some was not seen: what comes is the rest of a line that nobody knows. */
  void lost() {
    inLine = true;
    line = Kind.REST;
    words = false;
    last = 0;
  }

  /** Whether what was told of last are words, rather than frames. */
  boolean areWords() {
    return words;
  }

  /** Behind the last of the lines from here on that are all words, or all none. */
  int end(byte[] from, int offset, int end) {
    int at = offset;
    while (at < end) {
      int text = inLine && line != Kind.BRACKET ? at : behindBlanks(from, at, end);
      Kind kind = kind(from, text, end);
      if (at > offset && (kind == Kind.WORDS) != words) {
        return at;
      }
      words = kind == Kind.WORDS;
      int feed = ByteSearch.lineFeed(from, text, end);
      take(kind, from, text, feed);
      if (feed < end) {
        ends(from, text, feed);
      }
      inLine = feed == end && (inLine || text < end);
      at = Math.min(end, feed + 1);
    }
    return at;
  }

  private static int behindBlanks(byte[] from, int offset, int end) {
    int at = offset;
    while (at < end && (from[at] == ' ' || from[at] == '\t')) {
      at++;
    }
    return at;
  }

  /** An empty line is of what it stands behind, and so are blanks of which no more is known. */
  private Kind kind(byte[] from, int at, int end) {
    if (inLine) {
      return line == Kind.BRACKET ? behindBracket(from, at, end) : line;
    }
    if (at == end || from[at] == '\n' || from[at] == '\r') {
      return words ? Kind.WORDS : Kind.REST;
    }
    if (from[at] == '{') {
      return !open && isOfLog(from, at, end) ? Kind.WORDS : Kind.FRAME;
    }
    Kind kind = open ? Kind.REST : Kind.WORDS;
    return kind == Kind.WORDS && from[at] == '['
        ? behindBracket(from, behindBlanks(from, at + 1, end), end)
        : kind;
  }

  private static Kind behindBracket(byte[] from, int at, int end) {
    return at == end ? Kind.BRACKET : from[at] == '{' ? Kind.FRAME : Kind.WORDS;
  }

  private static boolean isOfLog(byte[] from, int at, int end) {
    if (end - at < 3 || FIRST_OF_LOGS.indexOf(from[at + 2]) < 0) {
      return false;
    }
    for (byte[] name : OF_LOGS) {
      if (name.length <= end - at && ByteSearch.isSame(from, at, name, 0, name.length)) {
        return true;
      }
    }
    return false;
  }

  /** This much of a line has come, behind its blanks. */
  private void take(Kind kind, byte[] from, int text, int feed) {
    if (!inLine) {
      last = 0;
      length = 0;
    }
    length = Math.min(2 * PIECE, length) + feed - text;
    if (kind == Kind.FRAME && (!inLine || line != Kind.FRAME)) {
      closing = (byte) (inLine || from[text] == '[' ? ']' : '}');
      named = isNamed(from, text, feed);
    }
    int behind = RpcLine.behindText(from, text, feed);
    last = behind > text ? from[behind - 1] : last;
    line = kind;
  }

  private static boolean isNamed(byte[] from, int text, int end) {
    int at = behindBlanks(from, text + 1, end);
    at = at < end && from[at] == '{' ? behindBlanks(from, at + 1, end) : at;
    return at == end || from[at] == '"';
  }

  /** The line that began here, or before, ends here. */
  private void ends(byte[] from, int text, int feed) {
    boolean all = !inLine && line == Kind.FRAME;
    boolean none = all && (last == '{' || !MergedWords.isFrame(from, text, feed));
    boolean begins = line == Kind.FRAME && named && !none;
    if (last == 0 || (!begins && !open)) {
      // An object that is printed over many lines has nothing behind its first brace, and of one
      // that is no frame and was cut off nothing is still to come.
      return;
    }
    within = begins || length > PIECE ? 0 : within + length;
    behind = begins ? 0 : behind + length;
    boolean waits = within <= WITHIN && behind <= MOST_BEHIND;
    open = last != closing && waits && !(all && closes(from, text, feed));
  }

  /** Whether what begins here has its end on the line, whatever stands behind that. */
  private static boolean closes(byte[] from, int offset, int end) {
    int depth = 0;
    for (int at = offset; at < end; at++) {
      byte b = from[at];
      if (b == '"') {
        at = ByteSearch.textEnd(from, at + 1, end);
        if (at < 0) {
          return false;
        }
      } else if (b == '{' || b == '[') {
        depth++;
      } else if (b == '}' || b == ']') {
        depth--;
        if (depth == 0) {
          return true;
        }
      }
    }
    return false;
  }
}
