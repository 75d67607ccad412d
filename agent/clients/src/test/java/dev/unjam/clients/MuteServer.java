package dev.unjam.clients;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes every connection, hears what is said over it, and never says a word. */
final class MuteServer implements Closeable {
  private final ServerSocket listening;
  private final AtomicInteger came = new AtomicInteger();
  private final AtomicInteger gone = new AtomicInteger();

  private MuteServer(ServerSocket listening) {
    this.listening = listening;
  }

  static MuteServer start() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    MuteServer server = new MuteServer(new ServerSocket(0, 400, loopback));
    FaultServer.daemon("mute-server", server::accept);
    return server;
  }

  URI uri() {
    return URI.create("tcp://127.0.0.1:" + listening.getLocalPort() + "/");
  }

  /** How many connections were made. */
  int came() {
    return came.get();
  }

  /** How many of them have been closed by the other side. */
  int gone() {
    return gone.get();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        came.incrementAndGet();
        FaultServer.daemon("mute-connection", () -> hear(socket));
      } catch (IOException e) {
        if (!listening.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void hear(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.Logger.Level level = System.Logger.Level.DEBUG;
      System.getLogger(getClass().getName()).log(level, "a client went without a close", e);
    } finally {
      gone.incrementAndGet();
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
