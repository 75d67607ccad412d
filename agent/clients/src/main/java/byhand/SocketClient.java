package byhand;

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
public final class SocketClient implements StreamingClient {
  private final ReentrantLock inUse = new ReentrantLock();
  private final List<Socket> used = new ArrayList<>();

  @Override
  public InputStream open(URI uri) throws IOException {
    inUse.lock();
    @Nullable Socket socket = null;
    try {
      startToLookForUnusedOnes();
      socket = factory(uri).createSocket(uri.getHost(), uri.getPort());
      used.add(socket);
      return ask(socket, uri);
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

  private InputStream ask(Socket socket, URI uri) throws IOException {
    String request =
        "GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getHost() + "\r\nConnection: close";
    socket.getOutputStream().write((request + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
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
