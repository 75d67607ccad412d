package dev.unjam.benchmarks.calls;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers on the loopback, in a process of its own so that what it costs is nobody's; one thread a
 * connection, and no more done for a request than must be. Ends with its standard input.
 */
public final class Server {
  private static final Map<Answer, byte[]> ANSWERS = answers();

  private Server() {}

  /** Prints {@code port=NUMBER}. */
  public static void main(String[] args) throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(() -> accept(socket));
    System.out.println("port=" + socket.getLocalPort() + "\nover");
    while (System.in.read() >= 0) {
      // whoever started this server says nothing; its end is what is waited for
    }
  }

  private static Map<Answer, byte[]> answers() {
    Map<Answer, byte[]> all = new EnumMap<>(Answer.class);
    for (Answer a : Answer.values()) {
      all.put(a, a.onWire());
    }
    return all;
  }

  private static void accept(ServerSocket socket) {
    try {
      while (true) {
        Socket connection = socket.accept();
        daemon(() -> serve(connection));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(connection.getInputStream());
      OutputStream out = connection.getOutputStream();
      for (Answer a = asked(in); a != null; a = asked(in)) {
        out.write(ANSWERS.get(a));
      }
    } catch (IOException e) {
      System.err.println("a connection has ended: " + e);
    }
  }

  /** The answer to the next request, a GET, or null where none comes any more. */
  private static @Nullable Answer asked(InputStream in) throws IOException {
    String path = line(in);
    if (path.isEmpty()) {
      return null;
    }
    boolean traced = false;
    for (String field = line(in); !field.isEmpty(); field = line(in)) {
      traced |= field.regionMatches(true, 0, "traceparent:", 0, 12);
    }
    Answer a = Answer.valueOf(path.split("[ /]+", 3)[1].toUpperCase(Locale.ROOT));
    return a == Answer.TRACED && !traced ? Answer.UNTRACED : a;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static void daemon(Runnable work) {
    Thread t = new Thread(work);
    t.setDaemon(true);
    t.start();
  }
}
