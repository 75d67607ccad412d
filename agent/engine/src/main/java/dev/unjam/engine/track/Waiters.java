package dev.unjam.engine.track;

import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Threads;
import dev.unjam.bridge.Ticks;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Who waits for what, counted when somebody asks.
 *
 * <p>A platform thread that waits for a lock of {@code java.util.concurrent} is parked on the very
 * synchronizer; one that waits for a lock file has tried in vain to create it a short while ago.
 */
final class Waiters {
  /** A thread that polls tries again within this time, in credited milliseconds. */
  private static final long STILL_TRYING = 5_000;

  private final Map<Object, Integer> bySynchronizer = new IdentityHashMap<>();
  private final Map<String, Integer> byPath = new HashMap<>();

  private Waiters() {}

  static Waiters count() {
    Waiters w = new Waiters();
    for (Thread t : platformThreads()) {
      Object blocker = t == null ? null : LockSupport.getBlocker(t);
      if (blocker != null) {
        w.bySynchronizer.merge(blocker, 1, Integer::sum);
      }
    }
    Threads.forEach(w::lease);
    return w;
  }

  private void lease(ThreadRecord r) {
    String path = r.wanted();
    if (path != null && r.thread.isAlive() && Ticks.now() - r.wantedAt() <= STILL_TRYING) {
      byPath.merge(path, 1, Integer::sum);
    }
  }

  int of(Object held) {
    return held instanceof LeaseRecord lease
        ? byPath.getOrDefault(lease.path(), 0)
        : bySynchronizer.getOrDefault(held, 0);
  }

  /** Every live platform thread; unlike {@code getAllStackTraces} this stops nobody. */
  private static Thread[] platformThreads() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root != null && root.getParent() != null) {
      root = root.getParent();
    }
    if (root == null) {
      return new Thread[0];
    }
    Thread[] all = new Thread[root.activeCount() + 32];
    int n = root.enumerate(all, true);
    return Arrays.copyOf(all, n);
  }
}
