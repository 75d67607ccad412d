package dev.unjam.stress;

import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Threads;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.remedy.Hold;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Finds what the woven hooks wrote about the calling thread. */
final class Records {
  private static final ThreadLocal<@Nullable ThreadRecord> MINE = new ThreadLocal<>();

  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);

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

  /** Waits until the agent has woven everything: only then its watchdog ticks. */
  static void awaitAgent() {
    long from = System.nanoTime();
    long before = Ticks.now();
    while (Ticks.now() == before) {
      if (System.nanoTime() - from > START_NANOS) {
        throw new IllegalStateException("the agent's watchdog does not run");
      }
      Aim.giveWay();
    }
  }

  /** What a remedy finds under this number, or null. */
  static @Nullable Object held(ThreadRecord r, long seq) {
    Hold hold = Hold.of(r, seq, "", 0);
    return hold == null ? null : hold.key();
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
