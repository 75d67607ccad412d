import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** Asks by a socket of its own under a lock that somebody waits for, and is never answered. */
public class ByHand {
  private static final long DEADLINE_MILLIS = 25_000;

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final CountDownLatch LOCKED = new CountDownLatch(1);
  private static volatile String said = "still asks";

  public static void main(String[] args) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      daemon("asker", () -> session(silent.getLocalPort()));
      LOCKED.await();
      Thread waiter =
          daemon(
              "waiter",
              () -> {
                LOCK.lock();
                LOCK.unlock();
              });
      waiter.join(DEADLINE_MILLIS);
      System.out.println(said);
      System.exit(System.in.read() < 0 ? 0 : 1);
    }
  }

  private static Thread daemon(String name, Runnable act) {
    Thread thread = new Thread(act, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void session(int port) {
    LOCK.lock();
    LOCKED.countDown();
    try {
      said = "read " + ask(port);
    } catch (IOException e) {
      said = e.getMessage().startsWith("Model API quota exceeded") ? "fine" : "hit by " + e;
    } finally {
      LOCK.unlock();
    }
  }

  private static int ask(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write("GET /silent HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes());
      return socket.getInputStream().read();
    }
  }
}
