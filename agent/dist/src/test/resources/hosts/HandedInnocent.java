import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands work over under a lock and a lock file in a way that looks suspicious and is not. Says
 * {@code fine}, or what went wrong; then runs until its input ends.
 */
public class HandedInnocent {
  /** Longer than the agent's limits in these tests, all grace included. */
  private static final long LONG_MILLIS = 6_000;

  private static final ExecutorService POOL = Executors.newFixedThreadPool(2, HandedInnocent::worker);
  private static final ScheduledExecutorService SCHEDULED =
      Executors.newScheduledThreadPool(1, HandedInnocent::worker);

  private static volatile String harm = "fine";

  private static Thread worker(Runnable task) {
    Thread t = new Thread(task, "worker");
    t.setDaemon(true);
    return t;
  }

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[1]));
    Peer peer = new Peer();
    Peer other = new Peer();
    Watchdog.await();
    ReentrantLock lock = new ReentrantLock();
    CountDownLatch held = new CountDownLatch(1);
    Thread holder =
        Peer.daemon(
            "holder",
            () -> {
              Path file = folder.resolve("session.jsonl.lock");
              lock.lock();
              Files.createFile(file);
              held.countDown();
              try {
                run(args[0], folder, peer, other);
              } catch (Exception e) {
                harm = "the holder was hit by " + e;
              } finally {
                Files.deleteIfExists(file);
                lock.unlock();
              }
              after(args[0]);
            });
    held.await();
    if (waitedFor(args[0])) {
      // The next message of the session.
      lock.lock();
      lock.unlock();
    }
    holder.join();
    System.out.println(harm);
    System.exit(System.in.read() < 0 ? 0 : 1);
  }

  /** A program that holds its lock file for life has nobody behind it. */
  private static boolean waitedFor(String scenario) {
    return !scenario.equals("lifeloop");
  }

  private static void run(String scenario, Path folder, Peer peer, Peer other)
      throws Exception {
    switch (scenario) {
      // Its own answer comes slowly; what it started beside it is silent.
      case "forget" -> {
        POOL.execute(() -> quietly(peer, "/silent"));
        other.get("/slow");
      }
      case "otherfuture" -> {
        CompletableFuture.runAsync(() -> quietly(peer, "/silent"), POOL);
        CompletableFuture.supplyAsync(() -> get(other, "/slow"), POOL).join();
      }
      case "othertask" -> {
        POOL.submit(() -> quietly(peer, "/silent"));
        POOL.submit(() -> get(other, "/slow")).get();
      }
      case "child" -> {
        Peer.daemon("poller", () -> poll(peer));
        new ProcessBuilder("sleep", String.valueOf(LONG_MILLIS / 1000)).start().waitFor();
      }
      case "slowstream" -> POOL.submit(() -> get(other, "/slow")).get();
      case "fallback" ->
          POOL.submit(
                  () -> {
                    get(peer, "/429");
                    return get(other, "/slow");
                  })
              .get();
      // Polls for ever and is refused at once; the program waits for its end.
      case "lifeloop" -> {
        Peer.daemon("poller", () -> poll(peer));
        new CountDownLatch(1).await(LONG_MILLIS, TimeUnit.MILLISECONDS);
      }
      case "passon" -> passOn(folder.resolve("other.jsonl.lock"), peer, other);
      // What was refused beside it tells it nothing.
      case "unheard" -> {
        POOL.execute(() -> quietly(peer, "/429"));
        CompletableFuture.runAsync(() -> quietly(peer, "/429"), POOL);
        Thread.sleep(LONG_MILLIS);
      }
      // Of two that are asked at once one answers, whichever is heard first.
      case "atonce" -> {
        Future<Integer> good = POOL.submit(() -> get(other, "/brief"));
        Future<Integer> bad = POOL.submit(() -> get(peer, "/429"));
        bad.get();
        good.get();
        Thread.sleep(LONG_MILLIS);
      }
      case "better" -> {
        POOL.submit(() -> get(peer, "/429")).get();
        CompletableFuture.supplyAsync(() -> get(other, "/ok"), POOL).join();
        Thread.sleep(LONG_MILLIS);
      }
      case "outlives" -> POOL.execute(() -> quietly(peer, "/silent"));
      case "periodic" ->
          SCHEDULED.scheduleAtFixedRate(() -> quietly(peer, "/429"), 0, 200, TimeUnit.MILLISECONDS);
      default -> throw new IllegalArgumentException(scenario);
    }
  }

  /** One task takes the lock file, is refused and ends; the next asks elsewhere and deletes it. */
  private static void passOn(Path file, Peer peer, Peer other) throws Exception {
    POOL.submit(
            () -> {
              Files.createFile(file);
              get(peer, "/429");
              POOL.execute(
                  () -> {
                    get(other, "/slow");
                    if (!file.toFile().delete()) {
                      harm = "the lock file was gone";
                    }
                  });
              return null;
            })
        .get();
    Until.so("the lock", () -> SessionLock.took(file, ""), 50);
    Files.delete(file);
  }

  /** The hold has gone; the work goes on. */
  private static void after(String scenario) throws InterruptedException {
    if (scenario.equals("outlives") || scenario.equals("periodic")) {
      ReentrantLock next = new ReentrantLock();
      next.lock();
      try {
        new CountDownLatch(1).await(LONG_MILLIS, TimeUnit.MILLISECONDS);
      } finally {
        next.unlock();
      }
    }
  }

  private static void poll(Peer peer) {
    while (true) {
      quietly(peer, "/429");
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        harm = "the poller was interrupted";
      }
    }
  }

  private static void quietly(Peer peer, String path) {
    get(peer, path);
  }

  private static int get(Peer peer, String path) {
    try {
      return peer.get(path);
    } catch (Exception e) {
      harm = "a worker was hit by " + e;
      return -1;
    }
  }
}
