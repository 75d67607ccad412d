package dev.unjam.clients;

import clienthost.Sent;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPOutputStream;

/**
 * Serves the bodies that {@link Sent} names over HTTP/1.1 on loopback; what is to be one piece is
 * one write, and one segment.
 */
final class BodyServer implements Closeable {
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";
  private static final int LARGE = 100 * 1024;
  private static final int LARGER_THAN_WHAT_IS_KEPT = 20 * 1024;

  private final ServerSocket listening;
  private final Map<String, Semaphore> asked = new ConcurrentHashMap<>();

  private BodyServer(ServerSocket listening) {
    this.listening = listening;
  }

  static BodyServer start() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    BodyServer server = new BodyServer(new ServerSocket(0, 400, loopback));
    FaultServer.daemon("body-server", server::accept);
    return server;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/");
  }

  /** A body of 100 KiB. */
  static byte[] large() {
    return json(LARGE);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        FaultServer.daemon("body-connection", () -> serve(socket));
      } catch (IOException e) {
        if (!listening.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      String request = head(socket.getInputStream());
      while (!request.isEmpty()) {
        String path = request.split(" ", 3)[1];
        if (path.startsWith("/NEXT/")) {
          asked(path.substring("/NEXT".length())).release();
          return;
        }
        answer(Sent.valueOf(path.split("/", 3)[1]), asked(path), socket.getOutputStream());
        request = head(socket.getInputStream());
      }
    } catch (IOException | InterruptedException e) {
      System.Logger.Level level = System.Logger.Level.DEBUG;
      System.getLogger(getClass().getName()).log(level, "a client went while it was served", e);
    }
  }

  private Semaphore asked(String path) {
    return asked.computeIfAbsent(path, p -> new Semaphore(0));
  }

  /** A request up to its empty line, or nothing if the client has gone; none has a body. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      head.append((char) b);
    }
    return head.toString();
  }

  private static void answer(Sent sent, Semaphore asked, OutputStream out)
      throws IOException, InterruptedException {
    byte[] refusal = ascii(Answers.REFUSAL);
    switch (sent) {
      case REFUSED -> whole(out, "429 Too Many Requests", "", refusal);
      case REFUSED_CHUNKED -> {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(ascii("HTTP/1.1 429 Too Many Requests\r\n" + JSON + CHUNKED));
        all.writeBytes(chunk(Answers.REFUSAL.substring(0, 100)));
        all.writeBytes(chunk(Answers.REFUSAL.substring(100)));
        all.writeBytes(ascii("0\r\n\r\n"));
        out.write(all.toByteArray());
      }
      case REFUSED_LARGE -> whole(out, "429 Too Many Requests", "", json(LARGER_THAN_WHAT_IS_KEPT));
      case REFUSED_GZIP ->
          whole(out, "429 Too Many Requests", "Content-Encoding: gzip\r\n", gzip(refusal));
      case LARGE -> whole(out, "200 OK", "", large());
      case GZIP -> whole(out, "200 OK", "Content-Encoding: gzip\r\n", gzip(json(3000)));
      case EVENTS -> events(asked, out);
      case EVENTS_AT_ONCE -> {
        StringBuilder all = new StringBuilder(EVENTS);
        for (int i = 0; i < Sent.PIECES; i++) {
          all.append(new String(chunk(event(i)), StandardCharsets.ISO_8859_1));
        }
        out.write(ascii(all + "0\r\n\r\n"));
      }
      case EMPTY -> whole(out, "200 OK", "", new byte[0]);
      case HEAD ->
          out.write(
              ascii(
                  "HTTP/1.1 429 Too Many Requests\r\n"
                      + JSON
                      + ("Content-Length: " + refusal.length + "\r\n\r\n")));
    }
  }

  private static final String EVENTS =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n" + CHUNKED;

  private static void events(Semaphore asked, OutputStream out)
      throws IOException, InterruptedException {
    for (int i = 0; i < Sent.PIECES; i++) {
      if (i > 0) {
        asked.acquire();
      }
      String before = i == 0 ? EVENTS : "";
      out.write(ascii(before + new String(chunk(event(i)), StandardCharsets.ISO_8859_1)));
    }
    asked.acquire();
    out.write(ascii("0\r\n\r\n"));
  }

  private static String event(int i) {
    String begin = "data: {\"choices\":[{\"delta\":{\"content\":\"" + i;
    String end = "\"}}]}\n\n";
    return begin + "x".repeat(Sent.PIECE - begin.length() - end.length()) + end;
  }

  private static byte[] chunk(String text) {
    return ascii(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
  }

  private static void whole(OutputStream out, String status, String fields, byte[] body)
      throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    String length = "Content-Length: " + body.length + "\r\n\r\n";
    all.writeBytes(ascii("HTTP/1.1 " + status + "\r\n" + JSON + fields + length));
    all.writeBytes(body);
    out.write(all.toByteArray());
  }

  /** An object so large, of which no two lines are the same. */
  private static byte[] json(int length) {
    StringBuilder json = new StringBuilder("{\"lines\":[");
    for (int i = 0; json.length() < length - 40; i++) {
      json.append("\"a line, its number is ").append(i).append("\",\n");
    }
    json.append("\"").append("x".repeat(length - json.length() - 4)).append("\"]}");
    return ascii(json.toString());
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(body);
    }
    return packed.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
