import java.io.File;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Takes a lock or a lock file by every way there is, each on a thread of its own that then waits,
 * and starts a call of every kind under a lock, which is never answered.
 */
public class EveryTarget {
  private static final CountDownLatch TAKEN = new CountDownLatch(22);
  private static final List<Object> KEPT = Collections.synchronizedList(new ArrayList<>());

  interface Act {
    void run() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    ServerSocket silent = new ServerSocket(0);
    daemon("server", () -> serve(silent));
    URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    HttpRequest body = HttpRequest.newBuilder(uri.resolve("/body")).build();

    held("lock", () -> new ReentrantLock().lock());
    held("write-lock", () -> new ReentrantReadWriteLock().writeLock().lock());
    held("create-new-file", () -> folder.resolve("create-new-file.lock").toFile().createNewFile());
    held("write-string", () -> Files.writeString(folder.resolve("write-string.lock"), "x", StandardOpenOption.CREATE_NEW));
    held("create-file", () -> Files.createFile(folder.resolve("create-file.lock")));
    held("channel", () -> KEPT.add(FileChannel.open(folder.resolve("channel.lock"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
    held("async-channel", () -> KEPT.add(AsynchronousFileChannel.open(folder.resolve("async-channel.lock"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
    held("file-lock", () -> KEPT.add(FileChannel.open(folder.resolve("region"), StandardOpenOption.CREATE, StandardOpenOption.WRITE).lock()));
    held("async-file-lock", () -> KEPT.add(AsynchronousFileChannel.open(folder.resolve("other-region"), StandardOpenOption.CREATE, StandardOpenOption.WRITE).lock().get()));
    // No handler is called here: what calls one is only loaded.
    Class.forName("sun.nio.ch.Invoker", false, null);
    Path source = Files.writeString(folder.resolve("source"), "x");
    held("link", () -> Files.createLink(folder.resolve("link.lock"), source));
    held("symbolic-link", () -> Files.createSymbolicLink(folder.resolve("symbolic-link.lock"), source));
    held("copy", () -> Files.copy(source, folder.resolve("copy.lock")));

    held("deleted", () -> Files.delete(Files.createFile(folder.resolve("deleted.lock"))));
    held("deleted-io", () -> Files.createFile(folder.resolve("deleted-io.lock")).toFile().delete());
    held("moved", () -> Files.move(Files.createFile(folder.resolve("moved.lock")), folder.resolve("moved")));
    held("renamed", () -> Files.createFile(folder.resolve("renamed.lock")).toFile().renameTo(new File(args[0], "renamed")));

    calling("HttpURLConnection", () -> ((HttpURLConnection) uri.toURL().openConnection()).getResponseCode());
    calling("send", () -> client.send(request, BodyHandlers.ofString()));
    calling("send-async", () -> client.sendAsync(request, BodyHandlers.ofString()).join());
    calling("body", () -> client.send(body, BodyHandlers.ofInputStream()).body().readAllBytes());
    calling("socket", () -> byHand(silent.getLocalPort()));
    calling("child", () -> new ProcessBuilder("cat").start().getInputStream().read());

    // Nobody here speaks TLS: its streams are only loaded.
    for (String stream : List.of("AppInputStream", "AppOutputStream")) {
      Class.forName("sun.security.ssl.SSLSocketImpl$" + stream, false, null);
    }

    handOver();

    TAKEN.await();
    System.out.println("READY");
    int end = System.in.read();
    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
    System.exit(end < 0 ? 0 : 1);
  }

  /** Hands work over by every way there is. */
  private static void handOver() throws Exception {
    Executors.newCachedThreadPool(EveryTarget::daemon).submit(() -> 1).get();
    Executors.newScheduledThreadPool(1, EveryTarget::daemon).schedule(() -> 1, 1, TimeUnit.MILLISECONDS).get();
    ForkJoinPool.commonPool().submit(() -> 1).get();
    CompletableFuture.supplyAsync(() -> 1).join();
    CompletableFuture.runAsync(() -> {}).join();
    CompletableFuture<Integer> one = new CompletableFuture<>();
    CompletableFuture<Integer> two = new CompletableFuture<>();
    KEPT.add(
        List.of(
            one.thenApply(n -> n),
            one.thenAccept(n -> {}),
            one.thenRun(() -> {}),
            one.whenComplete((n, e) -> {}),
            one.handle((n, e) -> n),
            one.exceptionally(e -> 1),
            one.exceptionallyCompose(e -> two),
            one.thenCompose(n -> two),
            one.thenCombine(two, Integer::sum),
            one.thenAcceptBoth(two, (n, m) -> {}),
            one.runAfterBoth(two, () -> {}),
            one.applyToEither(two, n -> n),
            one.acceptEither(two, n -> {}),
            one.runAfterEither(two, () -> {})));
    two.complete(2);
    one.complete(1);
    if (Runtime.version().feature() >= 21) {
      Runnable nothing = () -> {};
      ((Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, nothing)).join();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  private static void held(String name, Act act) {
    daemon(
        name,
        () -> {
          act.run();
          TAKEN.countDown();
          new CountDownLatch(1).await();
        });
  }

  private static void byHand(int port) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
      socket.getInputStream().read();
    }
  }

  private static void calling(String name, Act act) {
    daemon(
        name,
        () -> {
          ReentrantLock lock = new ReentrantLock();
          lock.lock();
          try {
            TAKEN.countDown();
            act.run();
          } finally {
            lock.unlock();
          }
        });
  }

  private static void daemon(String name, Act act) {
    Thread thread =
        new Thread(
            () -> {
              try {
                act.run();
              } catch (Exception e) {
                e.printStackTrace();
                System.exit(98);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Never answers, but for the head of what asks for a body. */
  private static void serve(ServerSocket server) throws Exception {
    while (true) {
      Socket socket = server.accept();
      KEPT.add(socket);
      daemon(
          "connection",
          () -> {
            InputStream in = socket.getInputStream();
            byte[] first = new byte[9];
            in.readNBytes(first, 0, first.length);
            if (new String(first).startsWith("GET /body")) {
              String head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
              socket.getOutputStream().write(head.getBytes());
            }
          });
    }
  }
}
