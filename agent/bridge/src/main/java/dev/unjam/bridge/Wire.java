package dev.unjam.bridge;

import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads along in the answer to a request that a thread wrote to a socket by hand.
 *
 * <p>The one thread that reads the answer alone. Takes no byte, and keeps the head and what {@link
 * Tee} keeps.
 */
final class Wire {
  private static final int LONGEST_HEAD = 16_384;
  private static final int FIRST_SIZE = 512;
  private static final int STATUS_AT = "HTTP/1.1 ".length();

  /** What follows is another protocol, such as WebSocket, which may well be silent. */
  private static final int SWITCHING = 101;

  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};

  final CallRecord call;
  private final WeakReference<Object> socket;

  /** The head so far; null once it has ended. */
  private byte @Nullable [] head = new byte[FIRST_SIZE];

  private int length;

  /** How many bytes of the body are still to come, if the head has told. */
  private long left = Long.MAX_VALUE;

  private boolean chunked;

  Wire(CallRecord call, Object socket) {
    this.call = call;
    this.socket = new WeakReference<>(socket);
  }

  boolean isOf(Object other) {
    return socket.get() == other;
  }

  /** These bytes have come; less than none is the end. */
  void seen(byte[] from, int offset, int n) {
    if (n < 0) {
      call.end();
      return;
    }
    int at = offset;
    int end = offset + n;
    while (at < end && head != null) {
      append(from[at++]);
    }
    call.progress(n);
    if (call.phase() == CallRecord.Phase.BODY) {
      body(from, at, end - at);
    }
  }

  private void body(byte[] from, int offset, int n) {
    Tee tee = call.openTee();
    if (tee != null) {
      tee.add(from, offset, n);
    }
    left -= n;
    if (left <= 0 || (chunked && endsInLastChunk(from, offset, n))) {
      call.end();
    }
  }

  /** RFC 9112, 7.1. One in two pieces is missed, which only means that the next request ends it. */
  private static boolean endsInLastChunk(byte[] from, int offset, int n) {
    int at = offset + n - LAST_CHUNK.length;
    if (at < offset || (at > offset && from[at - 1] != '\n')) {
      return false;
    }
    return Arrays.equals(from, at, offset + n, LAST_CHUNK, 0, LAST_CHUNK.length);
  }

  private void append(byte b) {
    byte[] all = head;
    if (all == null) {
      return;
    }
    if (length == all.length) {
      all = Arrays.copyOf(all, length * 2);
      head = all;
    }
    all[length++] = b;
    if (b == '\n' && endsInEmptyLine(all)) {
      ended(new String(all, 0, length, StandardCharsets.ISO_8859_1));
    } else if (length >= LONGEST_HEAD) {
      noHttp();
    }
  }

  private boolean endsInEmptyLine(byte[] all) {
    return length >= 4 && all[length - 2] == '\r' && all[length - 3] == '\n';
  }

  private void ended(String text) {
    int status = status(text);
    if (status == 0) {
      noHttp();
    } else if (status == SWITCHING) {
      noHttp();
    } else if (status < 200) {
      length = 0;
    } else {
      Map<String, List<String>> fields = fields(text);
      head = null;
      left = status == NO_CONTENT || status == NOT_MODIFIED ? 0 : bodyLength(fields);
      chunked = fields.containsKey("transfer-encoding");
      call.head(status, fields);
    }
  }

  /** Whatever it is, it is no call that we know the answers of. */
  private void noHttp() {
    head = null;
    call.end();
  }

  private static int status(String text) {
    int status = 0;
    if (text.startsWith("HTTP/1.")) {
      for (int i = STATUS_AT; i < STATUS_AT + 3 && i < text.length(); i++) {
        status = status * 10 + Character.digit(text.charAt(i), 10);
      }
    }
    return status >= 100 && status <= 999 ? status : 0;
  }

  private static Map<String, List<String>> fields(String text) {
    Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    int at = text.indexOf("\r\n") + 2;
    for (int end = text.indexOf("\r\n", at); end > at; end = text.indexOf("\r\n", at)) {
      int colon = text.indexOf(':', at);
      if (colon > at && colon < end) {
        fields.putIfAbsent(
            text.substring(at, colon), List.of(text.substring(colon + 1, end).strip()));
      }
      at = end + 2;
    }
    return fields;
  }

  /** Without a length the body ends with the connection, or with its last chunk. */
  private static long bodyLength(Map<String, List<String>> fields) {
    List<String> told = fields.get("content-length");
    try {
      return told == null ? Long.MAX_VALUE : Long.parseLong(told.get(0));
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
