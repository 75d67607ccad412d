package dev.unjam.clients;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A port at which a connection is neither made nor refused: it listens, takes nobody, and its queue
 * is full, so that Linux drops what else comes.
 */
final class Unreachable implements Closeable {
  private static final int MORE_THAN_THE_QUEUE = 16;
  private static final int MILLIS = 200;

  private final ServerSocket listening;
  private final List<Socket> queue = new ArrayList<>();

  private Unreachable(ServerSocket listening) {
    this.listening = listening;
  }

  static Unreachable start() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    Unreachable unreachable = new Unreachable(new ServerSocket(0, 1, loopback));
    for (int i = 0; i < MORE_THAN_THE_QUEUE; i++) {
      if (!unreachable.takesOneMore()) {
        return unreachable;
      }
    }
    throw new IOException("a queue of one that takes " + MORE_THAN_THE_QUEUE);
  }

  private boolean takesOneMore() throws IOException {
    Socket socket = new Socket();
    queue.add(socket);
    try {
      socket.connect(listening.getLocalSocketAddress(), MILLIS);
      return true;
    } catch (SocketTimeoutException full) {
      return false;
    }
  }

  URI uri() {
    return URI.create("tcp://127.0.0.1:" + listening.getLocalPort() + "/");
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : queue) {
      socket.close();
    }
    listening.close();
  }
}
