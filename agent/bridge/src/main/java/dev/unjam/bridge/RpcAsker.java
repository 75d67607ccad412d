package dev.unjam.bridge;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * A thread that wrote requests which have no answer yet: whether it reads or writes for them right
 * now is one word for all of them.
 *
 * <p>Counted by {@link RpcPending}; {@link #inside} is written by the thread and read once a tick.
 */
final class RpcAsker {
  private static final AtomicIntegerFieldUpdater<RpcAsker> REQUESTS =
      AtomicIntegerFieldUpdater.newUpdater(RpcAsker.class, "requests");

  final ThreadRecord thread;
  private volatile int requests;
  private boolean inside;

  RpcAsker(ThreadRecord thread) {
    this.thread = thread;
  }

  /** So many requests more have no answer. */
  void add(int more) {
    REQUESTS.addAndGet(this, more);
  }

  /** Whether any has none. */
  boolean isAny() {
    return requests > 0;
  }

  boolean isInside() {
    return inside;
  }

  /** The thread comes or goes; on it. */
  void inside(boolean now) {
    inside = now && Thread.currentThread() == thread.thread;
  }
}
