package clienthost.stdio;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How frames are told apart: each on a line of its own, or each behind its length.
 *
 * @param lengths whether it is the latter
 */
record Framing(boolean lengths, InputStream in, OutputStream out) {
  private static final String LENGTH = "Content-Length: ";

  static Framing of(String name, InputStream in, OutputStream out) {
    return new Framing(name.equals("lengths"), new BufferedInputStream(in), out);
  }

  /** The next frame; null at the end. One thread reads. */
  @Nullable String read() throws IOException {
    String line = line();
    if (line == null || !lengths) {
      return line;
    }
    int length = 0;
    for (; line != null && !line.isEmpty(); line = line()) {
      if (line.startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()));
      }
    }
    byte[] body = in.readNBytes(length);
    return body.length < length ? null : new String(body, StandardCharsets.UTF_8);
  }

  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
      }
      line.write(b);
    }
    return null;
  }

  synchronized void write(String frame) throws IOException {
    byte[] body = frame.getBytes(StandardCharsets.UTF_8);
    if (lengths) {
      out.write((LENGTH + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(body);
    } else {
      out.write(body);
      out.write('\n');
    }
    out.flush();
  }
}
