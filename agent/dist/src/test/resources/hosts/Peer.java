import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** A server on loopback whose behaviour the path chooses, and the plainest way to ask it. */
public class Peer {
  private static final String REFUSAL =
      "{\"error\":{\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\","
          + "\"message\":\"You exceeded your current quota.\"}}";

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  public Peer() throws IOException {
    daemon("acceptor", this::accept);
  }

  interface Act {
    void run() throws Exception;
  }

  /** Starts a thread; what it throws ends the program. */
  static Thread daemon(String name, Act act) {
    Thread thread =
        new Thread(
            () -> {
              try {
                act.run();
              } catch (Exception e) {
                e.printStackTrace();
                System.exit(98);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  int port() {
    return server.getLocalPort();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  HttpURLConnection open(String path) throws IOException {
    return (HttpURLConnection) uri(path).toURL().openConnection();
  }

  /** The status of the answer, once its whole body was read. */
  int get(String path) throws IOException {
    HttpURLConnection connection = open(path);
    int status = connection.getResponseCode();
    InputStream error = status < 400 ? null : connection.getErrorStream();
    // There is none where the call was ended in between: then this says so.
    try (InputStream in = error == null ? connection.getInputStream() : error) {
      in.readAllBytes();
    }
    return status;
  }

  /** Exchanges a byte each tenth of a second over a plain socket. */
  void exchange(int times) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      OutputStream out = socket.getOutputStream();
      out.write("GET /echo HTTP/1.1\r\n\r\n".getBytes());
      for (int i = 0; i < times; i++) {
        out.write('x');
        if (socket.getInputStream().read() != 'x') {
          throw new IOException("no echo after " + i + " exchanges");
        }
      }
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket socket = server.accept();
      daemon("connection", () -> serve(socket));
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      while (true) {
        serve(head(in).split(" ")[1], in, out);
      }
    } catch (IOException | InterruptedException e) {
      // The other side went away: that is how a call that was ended looks from here.
      return;
    }
  }

  private static void serve(String path, InputStream in, OutputStream out)
      throws IOException, InterruptedException {
    switch (path) {
      case "/429" -> answer(out, "429 Too Many Requests", REFUSAL);
      case "/ok" -> answer(out, "200 OK", "hello");
      case "/brief" -> {
        Thread.sleep(500);
        answer(out, "200 OK", "hello");
      }
      case "/late" -> {
        Thread.sleep(6_000);
        answer(out, "200 OK", "hello");
      }
      case "/slow" -> stream(out);
      case "/echo" -> echo(in, out);
      case "/silent" -> in.transferTo(OutputStream.nullOutputStream());
      default -> throw new IOException("no such path: " + path);
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("closed");
      }
      head.append((char) b);
    }
    return head.toString();
  }

  private static void answer(OutputStream out, String status, String body) throws IOException {
    String head = "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: ";
    out.write((head + body.length() + "\r\n\r\n" + body).getBytes());
  }

  /** Six seconds of events, which end as they should. */
  private static void stream(OutputStream out) throws IOException, InterruptedException {
    out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 300\r\n\r\n".getBytes());
    for (int i = 0; i < 30; i++) {
      out.write("data: {}\n\n".getBytes());
      Thread.sleep(200);
    }
  }

  private static void echo(InputStream in, OutputStream out) throws IOException, InterruptedException {
    for (int b = in.read(); b >= 0; b = in.read()) {
      Thread.sleep(100);
      out.write(b);
    }
  }
}
