package dev.unjam.engine.track;

import dev.unjam.bridge.ThreadRecord;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Knows between which two scans each holder began to wait.
 *
 * <p>The watchdog's thread only.
 */
final class WaitBegin {
  /** Nobody knows since when. */
  static final long UNKNOWN = -1;

  private final Map<Long, Seen> seen = new HashMap<>();
  private final Set<Long> present = new HashSet<>();
  private long lastScan;

  /** What it waits on, and after which scan it began to. */
  private record Seen(boolean waits, @Nullable WeakReference<Object> on, long since) {
    boolean isOn(@Nullable Object blocker) {
      return waits && (on == null ? blocker == null : blocker != null && on.refersTo(blocker));
    }
  }

  /** Looks at a thread that holds something; in every scan. */
  void look(ThreadRecord r, Thread t) {
    present.add(r.id);
    Thread.State state = t.getState();
    if (state != Thread.State.WAITING && state != Thread.State.TIMED_WAITING) {
      seen.put(r.id, new Seen(false, null, UNKNOWN));
      return;
    }
    Object on = LockSupport.getBlocker(t);
    Seen before = seen.get(r.id);
    if (before == null || !before.isOn(on)) {
      boolean known = before != null || (r.depth() > 0 && r.sinceAt(0) >= lastScan);
      WeakReference<Object> weak = on == null ? null : new WeakReference<>(on);
      seen.put(r.id, new Seen(true, weak, known ? lastScan : UNKNOWN));
    }
  }

  /** The scan after which it began to wait, as it still does; or {@link #UNKNOWN}. */
  long of(ThreadRecord r) {
    Seen s = seen.get(r.id);
    return s == null || !s.waits ? UNKNOWN : s.since;
  }

  /** The scan is over: forgets whom it did not see. */
  void scanned(long now) {
    seen.keySet().retainAll(present);
    present.clear();
    lastScan = now;
  }

  /** Forgets all. */
  void clear() {
    seen.clear();
    present.clear();
  }
}
