package samplehost.provider;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** The other end of one connection: tells when it is gone, by reading, because only that tells. */
record Client(Socket socket) {
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
      while (socket.getInputStream().read() >= 0) {
        Thread.onSpinWait();
      }
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
      // a socket that is closed has no timeout to set back
      return;
    }
  }
}
