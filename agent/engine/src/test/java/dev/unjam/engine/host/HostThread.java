package dev.unjam.engine.host;

import dev.unjam.bridge.HoldHooks;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Threads;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A thread of the host's that does what it is told, one thing after another, and idles between.
 *
 * <p>It can mark its tasks as a pool does, with a real pool's worker.
 */
public final class HostThread implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  private final LinkedBlockingQueue<Runnable> orders = new LinkedBlockingQueue<>();
  private final Thread thread;
  private final Object worker;
  private volatile boolean over;

  private HostThread(String name, boolean pooled) {
    this.worker = pooled ? worker() : this;
    this.thread = new Thread(this::work, name);
    thread.setDaemon(true);
    thread.start();
    if (pooled) {
      await(run(() -> HoldHooks.ownerSet(worker, null)));
    }
  }

  /** Whether it is over by now, on a thread that is stuck: swallows what wakes it before. */
  public static boolean isOver(CompletableFuture<Boolean> end) {
    try {
      return end.get();
    } catch (InterruptedException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A thread of no pool. */
  public static HostThread single(String name) {
    return new HostThread(name, false);
  }

  /** A thread of a pool; tell it where tasks begin and end. */
  public static HostThread pooled(String name) {
    return new HostThread(name, true);
  }

  private static Object worker() {
    CompletableFuture<Object> made = new CompletableFuture<>();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            r -> {
              made.complete(r);
              return new Thread(r);
            });
    pool.prestartCoreThread();
    pool.shutdown();
    return await(made);
  }

  private void work() {
    try {
      while (!over) {
        orders.take().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** It sleeps until it is woken, as a library does between two attempts. */
  public void sleeps() {
    orders.add(
        () -> {
          try {
            Thread.sleep(TimeUnit.HOURS.toMillis(1));
          } catch (InterruptedException woken) {
            over = false;
          }
        });
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  /** It wakes. */
  public void wakes() {
    thread.interrupt();
  }

  /** Gives it something to do; what comes of it. */
  public <T> CompletableFuture<T> call(Callable<T> what) {
    CompletableFuture<T> done = new CompletableFuture<>();
    orders.add(
        () -> {
          try {
            done.complete(what.call());
          } catch (Throwable t) {
            done.completeExceptionally(t);
          }
        });
    return done;
  }

  /** The same without a result. */
  public CompletableFuture<Boolean> run(Runnable what) {
    return call(
        () -> {
          what.run();
          return true;
        });
  }

  /** Its pool gives it a task. */
  public void taskBegins() {
    await(run(() -> HoldHooks.ownerSet(worker, Thread.currentThread())));
  }

  /** Its task ends. */
  public void taskEnds() {
    await(run(() -> HoldHooks.ownerSet(worker, null)));
  }

  /** Its record. */
  public ThreadRecord record() {
    CompletableFuture<ThreadRecord> mine = new CompletableFuture<>();
    Threads.forEach(
        r -> {
          if (r.thread == thread) {
            mine.complete(r);
          }
        });
    return await(mine);
  }

  /** The thread itself. */
  public Thread thread() {
    return thread;
  }

  /** Waits for something that is bound to come. */
  public static <T> T await(CompletableFuture<T> what) {
    return what.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  /** What went wrong with it, once it has. */
  public static Throwable failure(CompletableFuture<?> what) {
    try {
      await(what);
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      return cause == null ? e : cause;
    }
    throw new AssertionError("nothing went wrong");
  }

  /** Lets it die, and waits until it has. */
  @Override
  public void close() {
    over = true;
    orders.add(() -> {});
    try {
      thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
