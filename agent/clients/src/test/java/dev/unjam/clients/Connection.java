package dev.unjam.clients;

import clienthost.Cell;
import clienthost.Scenario;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** One connection of a client's: one request after the other, until one is left unanswered. */
final class Connection {
  private final Socket socket;
  private final InputStream in;
  private final Requests requests;

  Connection(Socket socket, Requests requests) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.requests = requests;
  }

  void serve() throws IOException {
    List<String> head = head();
    while (!head.isEmpty()) {
      boolean unread = head.get(0).startsWith("POST /" + Scenario.UPLOAD.segment() + "/");
      byte[] body = unread ? new byte[0] : in.readNBytes(length(head));
      Asked asked = Asked.of(head.get(0), new String(body, StandardCharsets.UTF_8));
      requests.came(asked.path());
      if (isSentOn(asked.path())) {
        sendOn(asked.path());
      } else if (!answered(asked)) {
        requests.wasGivenUp(asked.path());
        return;
      }
      head = isLast(head) ? List.of() : head();
    }
  }

  private static boolean isSentOn(String path) {
    return path.startsWith("/" + Cell.SENT_ON + "/");
  }

  private void sendOn(String path) throws IOException {
    String rest = path.substring(1 + Cell.SENT_ON.length());
    String head = "HTTP/1.1 307 Temporary Redirect\r\nContent-Length: 0\r\nLocation: " + rest;
    socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The lines of the next request's head; none if the connection has ended. */
  private List<String> head() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        return List.of();
      }
      bytes.write(b);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1).lines().toList();
  }

  private static int length(List<String> head) {
    String field = "content-length:";
    return head.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(field))
        .mapToInt(line -> Integer.parseInt(line.substring(field.length()).strip()))
        .findFirst()
        .orElse(0);
  }

  private static boolean isLast(List<String> head) {
    return head.stream().anyMatch(line -> line.equalsIgnoreCase("connection: close"));
  }

  /** Whether the answer ended; false once the client has gone before. */
  private boolean answered(Asked asked) {
    try {
      return asked.scenario() == Scenario.UPLOAD
          ? endedWellOnceItIsRead(asked)
          : new Answers(socket.getOutputStream(), this::goneWithin, asked, requests).give();
    } catch (IOException gone) {
      return false;
    }
  }

  /** Whoever has gone is only seen behind all that was sent before. */
  private boolean endedWellOnceItIsRead(Asked asked) throws IOException {
    requests.awaitFreed(asked.path());
    in.transferTo(OutputStream.nullOutputStream());
    return false;
  }

  /**
   * Whether the client goes within that time, and says nothing while it is there.
   *
   * @param time zero waits without end
   */
  private boolean goneWithin(Duration time) throws IOException {
    socket.setSoTimeout(Math.toIntExact(time.toMillis()));
    try {
      if (in.read() >= 0) {
        throw new IllegalStateException("a request while another is not answered");
      }
      return true;
    } catch (SocketTimeoutException stillThere) {
      return false;
    } finally {
      socket.setSoTimeout(0);
    }
  }
}
