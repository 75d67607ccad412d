package dev.unjam.conformance;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that makes one call after another, as it is told.
 *
 * <p>It waits in {@code park} alone and takes no lock of its own: whatever is recorded of it comes
 * from the calls. An interrupt that finds it idle is kept for the next call.
 */
final class Worker implements Runnable {
  private static final Callable<?> END = () -> null;

  private final Thread teller = Thread.currentThread();
  private final Thread thread;
  private volatile @Nullable Callable<?> next;
  private volatile @Nullable Outcome outcome;
  private volatile boolean calling;

  Worker(String name, boolean virtual) {
    thread = virtual ? VirtualThreads.unstarted(name, this) : new Thread(this, name);
    if (!virtual) {
      thread.setDaemon(true);
    }
    thread.start();
  }

  @Override
  public void run() {
    boolean interrupted = false;
    while (true) {
      Callable<?> call = next;
      if (call == END) {
        return;
      }
      if (call == null) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
        continue;
      }
      if (interrupted) {
        thread.interrupt();
      }
      calling = true;
      Outcome ended = Outcome.of(call);
      calling = false;
      interrupted = Thread.interrupted();
      next = null;
      outcome = ended;
      LockSupport.unpark(teller);
    }
  }

  Thread thread() {
    return thread;
  }

  /** Lets the call begin. */
  void start(Callable<?> call) {
    outcome = null;
    next = call;
    LockSupport.unpark(thread);
  }

  /** How the last call ended, as soon as it has. */
  Outcome await(Deadline deadline) {
    Outcome ended;
    while ((ended = outcome) == null) {
      deadline.pause(() -> thread.getName() + " should have come back; it is in " + where());
    }
    return ended;
  }

  /** Makes a call that does not block. */
  Outcome ask(Callable<?> call, Deadline deadline) {
    start(call);
    return await(deadline);
  }

  /** Whether it waits inside a call. */
  boolean waits() {
    Thread.State state = thread.getState();
    return calling && (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING);
  }

  private String where() {
    StringBuilder frames = new StringBuilder(thread.getState().toString());
    for (StackTraceElement frame : thread.getStackTrace()) {
      frames.append("\n    at ").append(frame);
    }
    return frames.toString();
  }

  /** Lets the thread end once it is idle. */
  void end() {
    next = END;
    LockSupport.unpark(thread);
  }
}
