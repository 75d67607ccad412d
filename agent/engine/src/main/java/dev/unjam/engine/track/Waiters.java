package dev.unjam.engine.track;

import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Threads;
import dev.unjam.bridge.Ticks;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;

/**
 * Who waits for what, counted when somebody asks.
 *
 * <p>A lock of {@code java.util.concurrent} counts its own queue, virtual threads included; a
 * thread that waits for a lock file has tried in vain to create it again and again.
 */
final class Waiters {
  /** A thread that polls tries again within this time, in credited milliseconds. */
  private static final long STILL_TRYING = 5_000;

  /** One that has tried for this long polls, rather than look once whether it is the first. */
  private static final long POLLS = 1_000;

  private final Map<String, Integer> byPath = new HashMap<>();

  private Waiters() {}

  static Waiters count() {
    Waiters w = new Waiters();
    Threads.forEach(w::lease);
    return w;
  }

  private void lease(ThreadRecord r) {
    String path = r.wanted();
    boolean polls = r.wantedAt() - r.wantedSince() >= POLLS;
    if (path != null && polls && r.thread.isAlive() && Ticks.now() - r.wantedAt() <= STILL_TRYING) {
      byPath.merge(path, 1, Integer::sum);
    }
  }

  int of(Object held) {
    if (held instanceof LeaseRecord lease) {
      return byPath.getOrDefault(lease.path(), 0);
    }
    if (held instanceof AbstractQueuedSynchronizer lock) {
      return lock.getQueueLength();
    }
    return held instanceof AbstractQueuedLongSynchronizer lock ? lock.getQueueLength() : 0;
  }
}
