import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Holds a session's lock file and a lock, and has another thread ask the model. Says {@code told},
 * {@code stuck}, or what went wrong; then runs until its input ends.
 */
public class Handed {
  private static final ExecutorService POOL = Executors.newFixedThreadPool(2, Handed::worker);
  private static final ScheduledExecutorService SCHEDULED =
      Executors.newScheduledThreadPool(1, Handed::worker);

  /** What the worker saw, for those who are told by a latch. */
  private static final AtomicReference<Exception> SEEN = new AtomicReference<>();

  private static Thread worker(Runnable task) {
    Thread t = new Thread(task, "worker");
    t.setDaemon(true);
    return t;
  }

  public static void main(String[] args) throws Exception {
    String[] scenario = args[0].split("-");
    Path folder = Files.createDirectories(Path.of(args[1]));
    Peer peer = new Peer();
    if (Boolean.getBoolean("agent")) {
      awaitAgent();
    }
    Callable<Integer> ask =
        scenario[1].equals("silent") ? () -> peer.get("/silent") : () -> untilAnswered(peer);
    ReentrantLock lock = new ReentrantLock();
    CompletableFuture<String> result = new CompletableFuture<>();
    CountDownLatch held = new CountDownLatch(1);
    Peer.daemon(
        "holder",
        () -> {
          Path file = folder.resolve("session.jsonl.lock");
          lock.lock();
          Files.createFile(file);
          held.countDown();
          try {
            handOver(scenario[0], ask);
            result.complete("answered");
          } catch (Exception e) {
            result.complete(said(e));
          } finally {
            Files.deleteIfExists(file);
            lock.unlock();
          }
        });
    held.await();
    System.out.println(outcome(result, lock));
    System.exit(System.in.read() < 0 ? 0 : 1);
  }

  private static String outcome(CompletableFuture<String> result, ReentrantLock lock)
      throws Exception {
    // The next message of the session.
    if (!lock.tryLock(Integer.getInteger("patience", 20), TimeUnit.SECONDS)) {
      return "stuck";
    }
    lock.unlock();
    return result.get(1, TimeUnit.SECONDS);
  }

  private static void awaitAgent() throws InterruptedException {
    while (Thread.getAllStackTraces().keySet().stream()
        .noneMatch(t -> t.getName().equals("unjam-watchdog"))) {
      Thread.sleep(10);
    }
  }

  private static int untilAnswered(Peer peer) throws Exception {
    int status = peer.get("/429");
    while (status == 429) {
      Thread.sleep(200);
      status = peer.get("/429");
    }
    return status;
  }

  private static String said(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (String.valueOf(t.getMessage()).contains("Model API quota exceeded, try again later")) {
        return "told";
      }
    }
    return "not told: " + e;
  }

  private static void handOver(String way, Callable<Integer> ask) throws Exception {
    switch (way) {
      case "submit" -> POOL.submit(ask).get();
      case "timed" -> POOL.submit(ask).get(1, TimeUnit.HOURS);
      case "latch" -> latch(ask, POOL::execute);
      case "supply" -> CompletableFuture.supplyAsync(() -> call(ask)).join();
      case "supplyOn" -> CompletableFuture.supplyAsync(() -> call(ask), POOL).get();
      case "chain" ->
          CompletableFuture.supplyAsync(() -> 1)
              .thenApplyAsync(one -> one + call(ask), POOL)
              .thenApply(n -> n + 1)
              .whenComplete((n, e) -> {})
              .join();
      case "compose" ->
          CompletableFuture.supplyAsync(() -> 1, POOL)
              .thenCompose(one -> CompletableFuture.supplyAsync(() -> call(ask), POOL))
              .join();
      case "all" -> {
        for (var f : POOL.invokeAll(List.of(() -> 1, ask))) {
          f.get();
        }
      }
      case "forkjoin" -> new ForkJoinPool(2).invoke(new Halves(ask));
      case "common" -> ForkJoinPool.commonPool().submit(ask).get();
      case "parallel" ->
          Stream.of(1, 2, 3, 4).parallel().mapToInt(n -> n == 1 ? 1 : call(ask)).sum();
      case "nested" -> POOL.submit(() -> POOL.submit(ask).get()).get();
      case "scheduled" -> SCHEDULED.schedule(ask, 10, TimeUnit.MILLISECONDS).get();
      case "thread" -> latch(ask, task -> worker(task).start());
      case "virtual" -> {
        ExecutorService virtual =
            (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        virtual.submit(ask).get();
      }
      default -> throw new IllegalArgumentException(way);
    }
  }

  interface Executing {
    void execute(Runnable task);
  }

  private static void latch(Callable<Integer> ask, Executing on) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    on.execute(
        () -> {
          try {
            ask.call();
          } catch (Exception e) {
            SEEN.set(e);
          }
          done.countDown();
        });
    done.await();
    if (SEEN.get() != null) {
      throw SEEN.get();
    }
  }

  private static int call(Callable<Integer> ask) {
    try {
      return ask.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static class Halves extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1L;
    private final transient Callable<Integer> ask;

    Halves(Callable<Integer> ask) {
      this.ask = ask;
    }

    @Override
    protected Integer compute() {
      RecursiveTask<Integer> half =
          new RecursiveTask<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected Integer compute() {
              return call(ask);
            }
          };
      half.fork();
      return half.join();
    }
  }
}
