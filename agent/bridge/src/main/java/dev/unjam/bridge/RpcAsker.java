package dev.unjam.bridge;

/**
 * A thread that wrote requests which have no answer yet: whether it reads or writes for them right
 * now is one word for all of them.
 *
 * <p>Counted under the monitor of {@link RpcPending}; {@link #inside} is written by the thread and
 * read once a tick.
 */
final class RpcAsker {
  final ThreadRecord thread;
  int requests;
  private boolean inside;

  RpcAsker(ThreadRecord thread) {
    this.thread = thread;
  }

  boolean isInside() {
    return inside;
  }

  /** The thread comes or goes; on it. */
  void inside(boolean now) {
    inside = now && Thread.currentThread() == thread.thread;
  }
}
