package dev.unjam.engine.track;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The text of a body's prefix that a client saw before its content encoding was taken off.
 *
 * <p>Bounded, whatever the bytes claim: a body of a peer's making must not fill the host's memory.
 */
final class Inflated {
  private static final int MOST = 64 * 1024;
  private static final int GZIP_HEADER = 10;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int HEADER_CRC = 2;

  private Inflated() {}

  /**
   * As much of the text as these bytes tell, possibly cut.
   *
   * @param encoding the answer's content-encoding, or null; what is none that we know is left as it
   *     is
   */
  static String text(byte[] bytes, @Nullable String encoding) {
    String name = encoding == null ? "" : encoding.trim().toLowerCase(Locale.ROOT);
    byte[] plain =
        switch (name) {
          case "gzip", "x-gzip" -> isGzip(bytes) ? inflated(bytes, gzipData(bytes), true) : bytes;
          case "deflate" -> inflated(bytes, 0, !isZlib(bytes));
          default -> bytes;
        };
    return new String(plain, UTF_8);
  }

  /** A client may have decoded it above us and left the field as it was. */
  private static boolean isGzip(byte[] b) {
    return b.length > GZIP_HEADER && (b[0] & 0xff) == 0x1f && (b[1] & 0xff) == 0x8b && b[2] == 8;
  }

  /** RFC 1950; some servers send the bare RFC 1951 instead. */
  private static boolean isZlib(byte[] b) {
    return b.length > 1 && (b[0] & 0x0f) == 8 && ((b[0] & 0xff) << 8 | (b[1] & 0xff)) % 31 == 0;
  }

  /** Where the compressed data begins, RFC 1952 2.3; past the end if that is not there yet. */
  private static int gzipData(byte[] b) {
    int flags = b[3];
    int at = GZIP_HEADER;
    if ((flags & EXTRA) != 0) {
      at += at + 1 < b.length ? 2 + (b[at] & 0xff) + ((b[at + 1] & 0xff) << 8) : 2;
    }
    at = (flags & NAME) != 0 ? afterZero(b, at) : at;
    at = (flags & COMMENT) != 0 ? afterZero(b, at) : at;
    return (flags & HEADER_CRC) != 0 ? at + 2 : at;
  }

  private static int afterZero(byte[] b, int from) {
    int at = from;
    while (at < b.length && b[at] != 0) {
      at++;
    }
    return at + 1;
  }

  /** What is damaged ends there; what came before is still worth a look. */
  private static byte[] inflated(byte[] bytes, int from, boolean bare) {
    byte[] plain = new byte[MOST];
    int n = 0;
    Inflater inflater = new Inflater(bare);
    try {
      inflater.setInput(bytes, Math.min(from, bytes.length), Math.max(0, bytes.length - from));
      for (int more = 1; more > 0 && n < MOST; n += more) {
        more = inflater.inflate(plain, n, MOST - n);
      }
    } catch (DataFormatException e) {
      return bare ? Arrays.copyOf(plain, n) : bytes;
    } finally {
      inflater.end();
    }
    return Arrays.copyOf(plain, n);
  }
}
