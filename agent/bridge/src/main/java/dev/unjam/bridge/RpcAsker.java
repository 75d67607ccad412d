package dev.unjam.bridge;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * A thread that wrote requests which have no answer yet: whether it reads or writes for them right
 * now is one word for all of them.
 *
 * <p>Counted by {@link RpcPending}; {@link #inside} is written by the thread and read once a tick.
 */
final class RpcAsker {
  private static final AtomicIntegerFieldUpdater<RpcAsker> ASKED =
      AtomicIntegerFieldUpdater.newUpdater(RpcAsker.class, "asked");
  private static final AtomicIntegerFieldUpdater<RpcAsker> OVER =
      AtomicIntegerFieldUpdater.newUpdater(RpcAsker.class, "over");

  final ThreadRecord thread;

  /** How many it wrote; by who adds to them, one at a time. */
  private volatile int asked;

  /** How many of these wait for no answer any more. */
  private volatile int over;

  private boolean inside;

  RpcAsker(ThreadRecord thread) {
    this.thread = thread;
  }

  /** One request more has no answer yet; one thread at a time. */
  void asks() {
    ASKED.lazySet(this, asked + 1);
  }

  /** One of them waits for none any more; any thread. */
  void isOver() {
    OVER.incrementAndGet(this);
  }

  /** How often it asked, and was told that it need not wait. */
  int events() {
    return asked + over;
  }

  /** Whether any has none. */
  boolean isAny() {
    return over != asked;
  }

  boolean isInside() {
    return inside;
  }

  /** The thread comes or goes; on it. */
  void inside(boolean now) {
    inside = now && Thread.currentThread() == thread.thread;
  }
}
