package byhand;

import clienthost.PostingClient;
import clienthost.StreamingClient;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * HTTP by hand over a socket, as libraries do that nobody knows: with a lock of its own, which it
 * holds for as long as a connection is in use, and a thread of its own that waits for that.
 */
public final class SocketClient implements StreamingClient, PostingClient {
  private final ReentrantLock inUse = new ReentrantLock();
  private final List<Socket> used = new ArrayList<>();

  @Override
  public InputStream open(URI uri) throws IOException {
    return open(uri, "GET", new byte[0]);
  }

  @Override
  public String post(URI uri, byte[] body) throws IOException {
    try (InputStream in = open(uri, "POST", body)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private InputStream open(URI uri, String method, byte[] body) throws IOException {
    inUse.lock();
    @Nullable Socket socket = null;
    try {
      startToLookForUnusedOnes();
      socket = factory(uri).createSocket(uri.getHost(), uri.getPort());
      used.add(socket);
      return ask(socket, method + " " + head(uri, body.length), body);
    } catch (IOException | RuntimeException e) {
      close(socket);
      throw e;
    }
  }

  private void startToLookForUnusedOnes() {
    Thread evictor = new Thread(this::lookForUnusedOnes, "evictor");
    evictor.setDaemon(true);
    evictor.start();
  }

  private void lookForUnusedOnes() {
    inUse.lock();
    try {
      used.removeIf(Socket::isClosed);
    } finally {
      inUse.unlock();
    }
  }

  private static SocketFactory factory(URI uri) {
    return uri.getScheme().equals("https")
        ? SSLSocketFactory.getDefault()
        : SocketFactory.getDefault();
  }

  private static String head(URI uri, int length) {
    return uri.getPath()
        + (" HTTP/1.1\r\nHost: " + uri.getHost() + "\r\nConnection: close\r\n")
        + (length == 0 ? "\r\n" : "Content-Length: " + length + "\r\n\r\n");
  }

  private InputStream ask(Socket socket, String head, byte[] body) throws IOException {
    socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().write(body);
    InputStream in = socket.getInputStream();
    skipHead(in);
    return new FilterInputStream(in) {
      @Override
      public void close() throws IOException {
        SocketClient.this.close(socket);
      }
    };
  }

  private void close(@Nullable Socket socket) throws IOException {
    try {
      if (socket != null) {
        socket.close();
      }
    } finally {
      inUse.unlock();
    }
  }

  private static void skipHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("the server went in the head of its answer");
      }
      head.write(b);
    }
  }
}
