package samplehost.provider;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The other end of one connection: tells when it is gone, by reading, because only that tells. */
record Client(Socket socket) {
  private static final Logger LOG = LoggerFactory.getLogger(Client.class);

  boolean closed() {
    return socket.isClosed();
  }

  void awaitGone() {
    goneWithin(Duration.ZERO);
  }

  /**
   * Waits on the calling thread.
   *
   * @param time zero waits without end
   * @return whether it went within that time
   */
  boolean goneWithin(Duration time) {
    try {
      socket.setSoTimeout(Math.toIntExact(time.toMillis()));
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (SocketTimeoutException stillThere) {
      return false;
    } catch (IOException broken) {
      return true;
    } finally {
      forgetTimeout();
    }
  }

  private void forgetTimeout() {
    try {
      socket.setSoTimeout(0);
    } catch (IOException broken) {
      LOG.debug("a closed socket has no timeout to set back", broken);
    }
  }
}
