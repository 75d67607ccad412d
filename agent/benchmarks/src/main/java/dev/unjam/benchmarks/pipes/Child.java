package dev.unjam.benchmarks.pipes;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The child at the other end: hears and says what a {@link Shape} has, and does no more for it than
 * must be, so that the host is what is measured.
 */
public final class Child {
  private static final byte[] BEFORE_ID = ascii("{\"jsonrpc\":\"2.0\",\"id\":");
  private static final byte[] BEHIND_ID = ascii(",\"result\":{}}\n");

  /** Where in a request it is. */
  private enum At {
    BEFORE,
    ID,
    BEHIND
  }

  private final Shape shape;
  private final InputStream in = new FileInputStream(FileDescriptor.in);
  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private final OutputStream err = new FileOutputStream(FileDescriptor.err);
  private At at = At.BEFORE;

  private Child(Shape shape) {
    this.shape = shape;
  }

  /** Argument: a {@link Shape}. */
  public static void main(String[] args) throws Exception {
    new Child(Shape.valueOf(args[0])).run();
  }

  /** A new line says that it runs; then each {@link Sign} of the host's is one to begin. */
  private void run() throws IOException, InterruptedException {
    byte[] block = shape.says.block();
    long hears = shape.hears.block().length;
    out.write('\n');
    for (Sign sign = Sign.read(in); sign != null; sign = Sign.read(in)) {
      if (shape.says == Content.ANSWERS) {
        answer();
        return;
      }
      Thread says = new Thread(sayer(block, sign.megabytes()));
      says.start();
      hear(hears * sign.megabytes());
      says.join();
      out.write(sign.answer(shape));
    }
  }

  private Runnable sayer(byte[] block, int megabytes) {
    return () -> {
      try {
        Writing.arrays(block, shape.onError() ? err : out, megabytes, 65_536);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private void hear(long bytes) throws IOException {
    long came = Reading.BY_64_KIB.drain(new Limited(in, bytes));
    if (came != bytes) {
      throw new IOException(came + " bytes came");
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void answer() throws IOException {
    byte[] buffer = new byte[65_536];
    byte[] answers = new byte[1 << 20];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      int length = 0;
      for (int i = 0; i < n; i++) {
        length = answer(buffer[i], answers, length);
      }
      out.write(answers, 0, length);
    }
    out.close();
  }

  /** The number behind the first "id" of a line is copied, and the rest passed over. */
  private int answer(byte b, byte[] answers, int length) {
    boolean digit = b >= '0' && b <= '9';
    if (b == '\n') {
      at = At.BEFORE;
    } else if (at == At.BEFORE && b == 'd') {
      at = At.ID;
      return append(BEFORE_ID, answers, length);
    } else if (at == At.ID && digit) {
      answers[length] = b;
      return length + 1;
    } else if (at == At.ID && b == ',') {
      at = At.BEHIND;
      return append(BEHIND_ID, answers, length);
    }
    return length;
  }

  private static int append(byte[] text, byte[] answers, int length) {
    System.arraycopy(text, 0, answers, length, text.length);
    return length + text.length;
  }
}
