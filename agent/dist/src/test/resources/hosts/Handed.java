import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * Holds session after session, each with a lock file and a lock, and has other threads ask the
 * model, by every way there is. Says of each {@code told}, {@code stuck}, or what went wrong; then
 * runs until its input ends.
 */
public class Handed {
  private static final List<String> WAYS =
      List.of(
          "submit",
          "timed",
          "latch",
          "supply",
          "supplyOn",
          "chain",
          "compose",
          "all",
          "forkjoin",
          "common",
          "parallel",
          "nested",
          "scheduled",
          "thread");

  /** What is told of its end by whoever has it done: no latch, and no task of a ForkJoinPool. */
  private static final List<String> HEARD =
      List.of(
          "submit",
          "timed",
          "supply",
          "supplyOn",
          "chain",
          "compose",
          "all",
          "nested",
          "scheduled");

  private final String way;
  private final boolean sleeps;
  private final Callable<Integer> ask;
  private final ReentrantLock lock = new ReentrantLock();
  private final CompletableFuture<String> result = new CompletableFuture<>();
  private final CountDownLatch held = new CountDownLatch(1);
  private final ExecutorService pool = Executors.newFixedThreadPool(2, Handed::worker);
  private final ScheduledExecutorService scheduled =
      Executors.newScheduledThreadPool(1, Handed::worker);

  /** What the worker saw, for those who are told by a latch. */
  private final AtomicReference<Exception> seen = new AtomicReference<>();

  private Handed(String way, String kind) throws IOException {
    this.way = way;
    this.sleeps = kind.equals("slept");
    Peer peer = new Peer();
    this.ask =
        switch (kind) {
          case "silent" -> () -> peer.get("/silent");
          case "slept" -> () -> peer.get("/429");
          default -> () -> untilAnswered(peer);
        };
  }

  private static Thread worker(Runnable task) {
    Thread t = new Thread(task, "worker");
    t.setDaemon(true);
    return t;
  }

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[1]));
    if (Boolean.getBoolean("agent")) {
      Watchdog.await();
    }
    List<String> ways = new ArrayList<>(args[0].equals("slept") ? HEARD : WAYS);
    if (Runtime.version().feature() >= 21) {
      ways.add("virtual");
    }
    List<Handed> sessions = new ArrayList<>();
    for (String way : ways) {
      Handed session = new Handed(way, args[0]);
      sessions.add(session);
      Peer.daemon("holder-" + way, () -> session.hold(folder.resolve(way + ".jsonl.lock")));
    }
    StringBuilder said = new StringBuilder();
    for (Handed session : sessions) {
      said.append(session.way).append('=').append(session.outcome()).append(';');
    }
    System.out.println(said);
    System.exit(System.in.read() < 0 ? 0 : 1);
  }

  private void hold(Path file) throws IOException {
    lock.lock();
    Files.createFile(file);
    held.countDown();
    try {
      handOver();
      if (sleeps) {
        TimeUnit.HOURS.sleep(1);
      }
      result.complete("answered");
    } catch (Exception e) {
      result.complete(said(e));
    } finally {
      Files.deleteIfExists(file);
      lock.unlock();
    }
  }

  private String outcome() throws Exception {
    held.await();
    // The next message of the session.
    if (!lock.tryLock(Long.getLong("patience"), TimeUnit.MILLISECONDS)) {
      return "stuck";
    }
    lock.unlock();
    return result.get(1, TimeUnit.SECONDS);
  }

  private static int untilAnswered(Peer peer) throws Exception {
    int status = peer.get("/429");
    while (status == 429) {
      Thread.sleep(200);
      status = peer.get("/429");
    }
    return status;
  }

  private String said(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (String.valueOf(t.getMessage()).contains("Model API quota exceeded, try again later")) {
        return "told";
      }
    }
    // In no call an interrupt is all that there is.
    return sleeps && e instanceof InterruptedException ? "told" : "not told: " + e;
  }

  private void handOver() throws Exception {
    switch (way) {
      case "submit" -> pool.submit(ask).get();
      case "timed" -> pool.submit(ask).get(1, TimeUnit.HOURS);
      case "latch" -> latch(pool::execute);
      case "supply" -> CompletableFuture.supplyAsync(() -> call(ask)).join();
      case "supplyOn" -> CompletableFuture.supplyAsync(() -> call(ask), pool).get();
      case "chain" ->
          CompletableFuture.supplyAsync(() -> 1)
              .thenApplyAsync(one -> one + call(ask), pool)
              .thenApply(n -> n + 1)
              .whenComplete((n, e) -> {})
              .join();
      case "compose" ->
          CompletableFuture.supplyAsync(() -> 1, pool)
              .thenCompose(one -> CompletableFuture.supplyAsync(() -> call(ask), pool))
              .join();
      case "all" -> {
        for (var f : pool.invokeAll(List.of(() -> 1, ask))) {
          f.get();
        }
      }
      case "forkjoin" -> new ForkJoinPool(2).invoke(new Halves(ask));
      case "common" -> ForkJoinPool.commonPool().submit(ask).get();
      case "parallel" ->
          new ForkJoinPool(2)
              .submit(() -> Stream.of(1, 2, 3, 4).parallel().mapToInt(n -> n == 3 ? call(ask) : n).sum())
              .get();
      case "nested" -> pool.submit(() -> pool.submit(ask).get()).get();
      case "scheduled" -> scheduled.schedule(ask, 10, TimeUnit.MILLISECONDS).get();
      case "thread" -> latch(task -> worker(task).start());
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

  private void latch(Executing on) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    on.execute(
        () -> {
          try {
            ask.call();
          } catch (Exception e) {
            seen.set(e);
          }
          done.countDown();
        });
    done.await();
    if (seen.get() != null) {
      throw seen.get();
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
