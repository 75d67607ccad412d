package samplehost.provider;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;

/**
 * Remembers the socket of every connection, because a stalled response of the mock server does not
 * notice that its client went away.
 */
final class Clients extends ServerSocketFactory {
  private final Map<Integer, Client> open = new ConcurrentHashMap<>();

  /**
   * Who is at the other end.
   *
   * @param connection the mock server counts connections from 0, as they are accepted
   */
  Client of(int connection) {
    return open.get(connection);
  }

  @Override
  public ServerSocket createServerSocket() throws IOException {
    return new Counting();
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    throw new UnsupportedOperationException("the mock server binds its socket itself");
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) throws IOException {
    return createServerSocket(port);
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
      throws IOException {
    return createServerSocket(port);
  }

  private final class Counting extends ServerSocket {
    private int accepted;

    Counting() throws IOException {}

    @Override
    public Socket accept() throws IOException {
      Socket socket = super.accept();
      open.values().removeIf(Client::closed);
      open.put(accepted++, new Client(socket));
      return socket;
    }
  }
}
