package dev.unjam.stress;

import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Threads;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Finds what the woven hooks wrote about the calling thread. */
final class Records {
  private static final ThreadLocal<@Nullable ThreadRecord> MINE = new ThreadLocal<>();

  private Records() {}

  /**
   * The calling thread's record.
   *
   * @throws IllegalStateException if there is none: the hooks are not active in this JVM, and
   *     nothing that a race shows would mean anything
   */
  static ThreadRecord mine() {
    ThreadRecord known = MINE.get();
    return known != null ? known : find();
  }

  private static ThreadRecord find() {
    Thread me = Thread.currentThread();
    ReentrantLock any = new ReentrantLock();
    if (any.tryLock()) {
      any.unlock();
    }
    Threads.forEach(
        r -> {
          if (r.thread == me) {
            MINE.set(r);
          }
        });
    ThreadRecord found = MINE.get();
    if (found == null) {
      throw new IllegalStateException("the agent's hooks are not active");
    }
    return found;
  }

  /** The index of this lock's entry in the record, or -1; reads as the watchdog does. */
  static int indexOf(ThreadRecord r, Object sync) {
    for (int i = 0; i < r.depth(); i++) {
      if (r.lockAt(i) == sync) {
        return i;
      }
    }
    return -1;
  }
}
