package dev.unjam.engine.track;

import dev.unjam.bridge.Children;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Ticks;
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
 * <p>Who waits for a future in slices, each with a time limit, waits for one thing as long as he
 * does so at the same place. The watchdog's thread only.
 */
final class WaitBegin {
  /** Nobody knows since when. */
  static final long UNKNOWN = -1;

  /** For so many scans one who waits in slices may be seen between two of them. */
  private static final int GAPS = 2;

  private static final Seen NOT_WAITING = new Seen(false, null, UNKNOWN, false, 0, 0);

  private final Map<Long, Seen> seen = new HashMap<>();
  private final Set<Long> present = new HashSet<>();
  private long lastScan = Ticks.now();

  /**
   * What it waits on, and after which scan it began to.
   *
   * @param sliced whether what it waits on is made anew for each wait, which has a time limit
   * @param place where it waits, as far as that was asked; else 0
   * @param gaps for how many scans it was seen not to wait
   */
  private record Seen(
      boolean waits,
      @Nullable WeakReference<Object> on,
      long since,
      boolean sliced,
      long place,
      int gaps) {
    boolean isOn(@Nullable Object blocker) {
      return waits && (on == null ? blocker == null : blocker != null && on.refersTo(blocker));
    }

    Seen inGap() {
      return sliced && gaps < GAPS
          ? new Seen(waits, on, since, sliced, place, gaps + 1)
          : NOT_WAITING;
    }
  }

  /**
   * Looks at a thread that holds something; in every scan.
   *
   * @param answered whether what it may have waited for is there: it waits for something else now
   */
  void look(ThreadRecord r, Thread t, boolean answered) {
    present.add(r.id);
    Seen before = answered ? NOT_WAITING : seen.get(r.id);
    Thread.State state = t.getState();
    if (state != Thread.State.WAITING && state != Thread.State.TIMED_WAITING) {
      seen.put(r.id, before == null ? NOT_WAITING : before.inGap());
      return;
    }
    Object on = LockSupport.getBlocker(t);
    Seen last = seen.get(r.id);
    if (last == null || !last.isOn(on)) {
      boolean sliced = state == Thread.State.TIMED_WAITING && on != null && Stages.isWaiter(on);
      long place = sliced && Children.any() ? place(t.getStackTrace()) : 0;
      if (place != 0 && LockSupport.getBlocker(t) != on) {
        // It has gone on meanwhile, and nobody knows from where to where.
        seen.put(r.id, before == null ? NOT_WAITING : before.inGap());
        return;
      }
      WeakReference<Object> weak = on == null ? null : new WeakReference<>(on);
      seen.put(r.id, new Seen(true, weak, since(r, before, sliced, place), sliced, place, 0));
    }
  }

  private long since(ThreadRecord r, @Nullable Seen before, boolean sliced, long place) {
    if (before != null && before.sliced && sliced) {
      boolean known = before.place != 0 && place != 0;
      return !known ? UNKNOWN : before.place == place ? before.since : lastScan;
    }
    boolean known = before != null || (r.depth() > 0 && r.sinceAt(0) >= lastScan);
    return known ? lastScan : UNKNOWN;
  }

  /** The host's frames, or 0 if there are none. */
  private static long place(StackTraceElement[] frames) {
    long place = 0;
    for (StackTraceElement f : frames) {
      if (!f.getClassName().startsWith("java.") && !f.getClassName().startsWith("jdk.")) {
        place = 31 * place + f.hashCode();
      }
    }
    return place;
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
}
