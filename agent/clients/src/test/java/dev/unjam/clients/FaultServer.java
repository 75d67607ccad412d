package dev.unjam.clients;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;

/**
 * Serves HTTP/1.1 on loopback, and does to each request what its path says.
 *
 * <p>By hand, on bare sockets: what a server does that does not answer is what matters here, and no
 * server's own time-outs and clean-ups may have a part in it.
 */
final class FaultServer implements Closeable {
  private final String scheme;
  private final ServerSocket listening;
  private final Requests requests;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private FaultServer(String scheme, ServerSocket listening, Requests requests) {
    this.scheme = scheme;
    this.listening = listening;
    this.requests = requests;
  }

  /** Listens at a free port, and counts what comes. */
  static FaultServer start(String scheme, ServerSocketFactory factory, Requests requests)
      throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    ServerSocket listening = factory.createServerSocket();
    // Nothing but this and the sender's own buffer is to take what nobody reads.
    listening.setReceiveBufferSize(1 << 16);
    listening.bind(new InetSocketAddress(loopback, 0), 400);
    FaultServer server = new FaultServer(scheme, listening, requests);
    daemon("fault-server", server::accept);
    return server;
  }

  URI uri() {
    return URI.create(scheme + "://127.0.0.1:" + listening.getLocalPort() + "/");
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        open.add(socket);
        daemon("fault-connection", () -> serve(socket));
      } catch (IOException e) {
        if (!listening.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      new Connection(socket, requests).serve();
    } catch (IOException e) {
      System.Logger.Level level = System.Logger.Level.DEBUG;
      System.getLogger(getClass().getName()).log(level, "a client went while it was served", e);
    } finally {
      open.remove(socket);
    }
  }

  static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
