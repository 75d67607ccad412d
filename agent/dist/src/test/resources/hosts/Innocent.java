import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds a lock in a way that looks suspicious and is not. Says {@code fine}, or what went wrong;
 * then runs until its input ends.
 */
public class Innocent {
  /** Longer than the agent's limits in these tests, all grace included. */
  private static final long LONG_MILLIS = 6_000;

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[1]));
    Peer peer = new Peer();
    Watchdog.await();
    String result;
    try {
      result = result(args[0], folder, peer);
    } catch (IOException | InterruptedException e) {
      result = "the host was hit by " + e;
    }
    System.out.println(result);
    System.exit(System.in.read() < 0 ? 0 : 1);
  }

  private static String result(String scenario, Path folder, Peer peer) throws Exception {
    return switch (scenario) {
      case "lifetime" -> lifetime(folder, peer);
      case "tomcat" -> tomcat(peer);
      case "fallback" -> locked(() -> fallback(peer));
      case "stalecall" -> locked(() -> staleCall(peer));
      case "failedcall" -> locked(() -> failedCall(peer));
      case "telemetry" -> locked(() -> telemetry(peer));
      case "unreadasync" -> locked(() -> unreadAsync(peer));
      default -> InnocentFiles.result(scenario, folder, peer);
    };
  }

  interface Act {
    String run() throws Exception;
  }

  private static String locked(Act act) throws Exception {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    try {
      return act.run();
    } finally {
      lock.unlock();
    }
  }

  /** One lock file for the program's life; each turn has a lock of its own and gives it back. */
  private static String lifetime(Path folder, Peer peer) throws Exception {
    Path instance = Files.createFile(folder.resolve("gateway.lock"));
    BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    Peer.daemon(
        "feeder",
        () -> {
          messages.add("/429");
          Thread.sleep(LONG_MILLIS);
          messages.add("/429");
        });
    for (int turn = 0; turn < 2; turn++) {
      String path = messages.take();
      String status = locked(() -> String.valueOf(peer.get(path)));
      if (!status.equals("429")) {
        return "turn " + turn + " got " + status;
      }
    }
    return Files.exists(instance) ? "fine" : "gateway.lock is gone";
  }

  /** A worker of a pool is a synchronizer that is locked while it runs: no lock of the host's. */
  private static String tomcat(Peer peer) throws Exception {
    Worker worker = new Worker(peer);
    Thread thread = new Thread(worker, "http-nio-8080-exec-1");
    thread.start();
    thread.join();
    return worker.result;
  }

  private static class Worker extends AbstractQueuedSynchronizer implements Runnable {
    private final Peer peer;
    private String result = "nothing";

    Worker(Peer peer) {
      this.peer = peer;
    }

    @Override
    public void run() {
      acquire(1);
      try {
        int status = peer.get("/late");
        result = status == 200 ? "fine" : "status " + status;
      } catch (IOException e) {
        result = "the request was hit by " + e;
      } finally {
        release(1);
      }
    }

    @Override
    protected boolean tryAcquire(int unused) {
      boolean taken = compareAndSetState(0, 1);
      if (taken) {
        setExclusiveOwnerThread(Thread.currentThread());
      }
      return taken;
    }

    @Override
    protected boolean tryRelease(int unused) {
      setExclusiveOwnerThread(null);
      setState(0);
      return true;
    }
  }

  private static String fallback(Peer peer) throws IOException {
    int refused = peer.get("/429");
    int streamed = peer.get("/slow");
    return refused == 429 && streamed == 200 ? "fine" : refused + " and " + streamed;
  }

  private static String staleCall(Peer peer) throws IOException {
    HttpURLConnection unread = peer.open("/ok");
    int status = unread.getResponseCode();
    peer.exchange(50);
    return status == 200 ? "fine" : "status " + status;
  }

  private static String failedCall(Peer peer) throws IOException {
    int closed;
    try (ServerSocket server = new ServerSocket(0)) {
      closed = server.getLocalPort();
    }
    try {
      java.net.URI.create("http://127.0.0.1:" + closed + "/").toURL().openStream().close();
      return "somebody else listens at " + closed;
    } catch (java.net.ConnectException e) {
      peer.exchange(50);
      return "fine";
    }
  }

  private static String telemetry(Peer peer) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    client.sendAsync(HttpRequest.newBuilder(peer.uri("/silent")).build(), BodyHandlers.ofString());
    HttpRequest request = HttpRequest.newBuilder(peer.uri("/slow")).build();
    int bytes = client.send(request, BodyHandlers.ofInputStream()).body().readAllBytes().length;
    return bytes == 300 ? "fine" : bytes + " bytes of the stream";
  }

  private static String unreadAsync(Peer peer) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(peer.uri("/ok")).build();
    int status =
        HttpClient.newHttpClient()
            .sendAsync(request, BodyHandlers.ofInputStream())
            .join()
            .statusCode();
    new CountDownLatch(1).await(LONG_MILLIS, TimeUnit.MILLISECONDS);
    return status == 200 && peer.get("/ok") == 200 ? "fine" : "status " + status;
  }
}
