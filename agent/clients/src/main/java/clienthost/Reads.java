package clienthost;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Modifier;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** One way to read a body, and what came of it. */
public final class Reads {
  private static final int MORE_THAN_IS_SENT = 10_000;

  private final Sent sent;
  private final Way way;
  private final URI uri;
  private final boolean pushed;
  private final StringBuilder trace = new StringBuilder();

  Reads(Sent sent, Way way, URI uri, boolean pushed) {
    this.sent = sent;
    this.way = way;
    this.uri = uri;
    this.pushed = pushed;
  }

  /** How a stream is read. */
  public enum Way {
    /** Everything at once. */
    WHOLE,
    /** With the calls that return as much as was asked for. */
    EXACT,
    /** With those that return what there is. */
    AVAILABLE,
    /** A byte, and no more. */
    LEFT;

    boolean fits(Sent sent) {
      return (sent == Sent.EVENTS) == (this == AVAILABLE) || (this == AVAILABLE && sent.isSmall());
    }
  }

  /** A read that may fail. */
  private interface Read {
    Object get() throws IOException;
  }

  /** How the body is to be read. */
  public Way way() {
    return way;
  }

  /** Whether how much comes at once is the same each time. */
  public boolean isOnePiece() {
    return sent.isOnePiece();
  }

  /** What was read so far. */
  String trace() {
    return trace.toString();
  }

  /** Something that the client returned. */
  public void note(String what, @Nullable Object value) {
    trace.append(what).append('=').append(value).append("; ");
  }

  /** What the client threw, and what was behind it. */
  void thrown(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      note("threw", t.getClass().getName() + ": " + t.getMessage());
    }
  }

  private void read(String what, Read read) {
    try {
      note(what, read.get());
    } catch (IOException | RuntimeException e) {
      note(what + " threw", e.getClass().getName() + ": " + e.getMessage());
    }
  }

  /** All bytes of a body. */
  public void bytes(String what, byte[] all) {
    note(what, all.length + " " + HexFormat.of().formatHex(sha256().digest(all)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads a stream to its end and closes it. */
  public void stream(@Nullable InputStream in) throws IOException {
    note("class", in == null ? null : nameable(in.getClass()).getName());
    if (in == null) {
      return;
    }
    note("markSupported", in.markSupported());
    switch (way) {
      case WHOLE -> bytes("readAllBytes", in.readAllBytes());
      case EXACT -> exact(in);
      case AVAILABLE -> available(in);
      case LEFT -> read("read", in::read);
    }
    if (way != Way.LEFT) {
      ended(in);
    }
    closed(in);
  }

  /** Of a class of the JDK's that is not public, the public one above it: no host can name it. */
  private static Class<?> nameable(Class<?> type) {
    Class<?> named = type;
    while (named.getClassLoader() == null && !Modifier.isPublic(named.getModifiers())) {
      named = named.getSuperclass();
    }
    return named;
  }

  private void exact(InputStream in) throws IOException {
    read("read", in::read);
    bytes("readNBytes", in.readNBytes(7));
    read("read of none", () -> in.read(new byte[3], 1, 0));
    marked(in);
    read("skipNBytes", () -> skipped(in));
    byte[] some = new byte[60];
    read("readNBytes", () -> in.readNBytes(some, 5, 50));
    bytes("some", some);
    MessageDigest digest = sha256();
    try (OutputStream to = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      read("transferTo", () -> in.transferTo(to));
    }
    note("digest", HexFormat.of().formatHex(digest.digest()));
  }

  private static String skipped(InputStream in) throws IOException {
    in.skipNBytes(20);
    return "all";
  }

  /** What is marked where marks do not work is read all the same. */
  private void marked(InputStream in) throws IOException {
    in.mark(64);
    bytes("marked", in.readNBytes(10));
    read("reset", () -> reset(in));
    bytes("again", in.readNBytes(10));
  }

  private static String reset(InputStream in) throws IOException {
    in.reset();
    return "done";
  }

  private void available(InputStream in) throws IOException {
    if (sent == Sent.EVENTS) {
      for (int i = 0; i < Sent.PIECES; i++) {
        if (i > 0) {
          next();
        }
        piece(in, Sent.PIECE);
      }
      next();
    } else if (isOnePiece() || !pushed) {
      piece(in, Integer.MAX_VALUE);
    } else {
      bytes("readAllBytes", in.readAllBytes());
    }
  }

  /** What has come as one piece is there when its first byte is. */
  private void piece(InputStream in, int length) throws IOException {
    int first = in.read();
    note("read", first);
    if (first < 0) {
      return;
    }
    read("available", in::available);
    byte[] some = new byte[MORE_THAN_IS_SENT];
    int left = length - 1;
    left -= some(in, some, 1, 5);
    read("available", in::available);
    long skipped = in.skip(3);
    note("skip", skipped);
    left -= (int) skipped;
    read("skip none", () -> in.skip(0));
    read("available", in::available);
    in.mark(64);
    byte[] marked = in.readNBytes(6);
    bytes("marked", marked);
    left -= marked.length;
    if (in.markSupported()) {
      in.reset();
      left += marked.length;
    }
    int n = 0;
    while (n >= 0 && left > 0) {
      n = some(in, some, 0, some.length);
      left -= n;
      if (n >= 0) {
        read("available", in::available);
      }
    }
  }

  private int some(InputStream in, byte[] some, int offset, int most) throws IOException {
    int n = in.read(some, offset, most);
    note("read of " + most, n);
    bytes("some", some);
    return n;
  }

  private void ended(InputStream in) {
    read("read", in::read);
    read("read of some", () -> in.read(new byte[9]));
    read("readNBytes", () -> in.readNBytes(9).length);
    read("skip", () -> in.skip(9));
    read("available", in::available);
  }

  private void closed(InputStream in) {
    read("close", () -> close(in));
    read("close again", () -> close(in));
    if (way != Way.LEFT) {
      read("read", in::read);
      read("available", in::available);
    }
  }

  private static String close(InputStream in) throws IOException {
    in.close();
    return "done";
  }

  /** Lets the server send the next piece. */
  private void next() throws IOException {
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      String request = "GET /NEXT" + uri.getPath() + " HTTP/1.1\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getInputStream().readAllBytes();
    }
  }
}
