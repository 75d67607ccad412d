package dev.unjam.engine.host;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One long task that does one step after another, and waits between where no interrupt reaches. */
public final class Steps implements Runnable {
  private static final int MOST = 2_000;

  private final List<CompletableFuture<Runnable>> steps =
      Stream.generate(CompletableFuture<Runnable>::new).limit(MOST).toList();
  private final Deque<Runnable> kept = new ArrayDeque<>();
  private CompletableFuture<Boolean> all = new CompletableFuture<>();
  private int next;
  private boolean over;
  private volatile Thread at = Thread.currentThread();

  @Override
  public void run() {
    at = Thread.currentThread();
    for (int i = 0; !over; i++) {
      steps.get(i).join().run();
    }
  }

  /** This thread is to do them. */
  public void begin(HostThread by) {
    all = by.run(this);
  }

  /** Does this, and has done it. */
  public void does(Runnable what) {
    gets(
        () -> {
          what.run();
          return true;
        });
  }

  /** What comes of this. */
  public <T> T gets(Supplier<T> what) {
    CompletableFuture<T> done = new CompletableFuture<>();
    goesOn(
        () -> {
          try {
            done.complete(what.get());
          } catch (Throwable t) {
            done.completeExceptionally(t);
          }
        });
    return HostThread.await(done);
  }

  /** Begins this. */
  public void goesOn(Runnable what) {
    steps.get(next++).complete(what);
  }

  /** What is to be done last; on its own thread, as {@link #letsGo}. */
  public void keeps(Runnable what) {
    kept.push(what);
  }

  /** Does it. */
  public void letsGo() {
    kept.pop().run();
  }

  /** Until it waits for something. */
  public void awaitWaiting() {
    Awaitility.await().until(() -> at.getState() == Thread.State.WAITING);
  }

  /** Sleeps, as between two attempts, until it is woken or interrupted. */
  public void sleeps() {
    goesOn(
        () -> {
          try {
            Thread.sleep(TimeUnit.HOURS.toMillis(1));
          } catch (InterruptedException woken) {
            // what it was to wait for
          }
        });
    Awaitility.await().until(() -> at.getState() == Thread.State.TIMED_WAITING);
  }

  /** Wakes it, if nobody has. */
  public void wakes() {
    at.interrupt();
    does(Thread::interrupted);
  }

  /** That was all. */
  public void end() {
    goesOn(() -> over = true);
    HostThread.await(all);
  }
}
