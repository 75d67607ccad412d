package dev.unjam.engine.track;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ChildCall;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Ticks;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a thread still waits for what a child was asked for: only as long as it is in the
 * wait that began with the request.
 *
 * <p>Hosts give requests up without telling anybody, and what they wait for next, such as a person,
 * must not be taken for the wait for the answer. Many wait in slices: a wait that is resumed at
 * once at the same place of the host's code is the same. The watchdog's thread only.
 */
final class AskedWaits {
  /** A wait begins so soon after the request, and goes on so soon after it was left. */
  private static final long SLACK_MILLIS = 1_000;

  private static final int SLACK_SCANS = 2;

  private final Map<Key, Seen> seen = new HashMap<>();
  private long lastScan = Ticks.now();
  private long slack = SLACK_MILLIS;

  private record Key(long call, long waiter) {
    // As HoldId.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key k && call == k.call && waiter == k.waiter;
    }

    @Override
    public int hashCode() {
      return 31 * Long.hashCode(call) + Long.hashCode(waiter);
    }
  }

  private static final class Seen {
    long lookedAt = -1;
    long matchedAt;
    boolean begun;
    boolean waits;
    boolean left;
    @Nullable WeakReference<Object> on;
    int place;
  }

  /** Whether this thread is in the wait that began with this request of a child. */
  boolean waits(CallRecord call, ThreadRecord r, long now) {
    Seen s = seen.computeIfAbsent(new Key(call.id, r.id), k -> new Seen());
    if (s.lookedAt != now) {
      s.lookedAt = now;
      look(s, call, r.thread, now);
    }
    return s.waits;
  }

  /** Whether it was found not to be; does not look again. */
  boolean hasLeft(CallRecord call, ThreadRecord r, long now) {
    Seen s = seen.get(new Key(call.id, r.id));
    if (s != null && call.phase() == CallRecord.Phase.DONE) {
      s.lookedAt = now;
    }
    return s != null && !s.waits;
  }

  private void look(Seen s, CallRecord call, Thread t, long now) {
    Thread.State state = t.getState();
    boolean parked = state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    Object on = parked ? LockSupport.getBlocker(t) : null;
    boolean inTime = now - (s.begun ? s.matchedAt : call.startedAt) <= slack;
    boolean same = parked && !s.left && (s.begun ? isSame(s, t, on) : inTime && mayBegin(call, on));
    s.waits = same;
    s.left |= !same && !inTime;
    if (same) {
      if (!s.begun || isOther(s, on)) {
        s.place = place(t);
        s.on = on == null ? null : new WeakReference<>(on);
      }
      s.begun = true;
      s.matchedAt = now;
    }
  }

  /** Who waits once the child is gone was told of its end, unless it is an answer's future. */
  private static boolean mayBegin(CallRecord call, @Nullable Object on) {
    boolean over = call.handle() instanceof ChildCall c && c.isOver();
    return !over || (on != null && Doings.isFuture(on.getClass()));
  }

  private static boolean isSame(Seen s, Thread t, @Nullable Object on) {
    return (on != null && !isOther(s, on)) || s.place == place(t);
  }

  private static boolean isOther(Seen s, @Nullable Object on) {
    return s.on == null ? on != null : on == null || !s.on.refersTo(on);
  }

  /** Where the host's code waits, and by which method of the JDK's. */
  private static int place(Thread t) {
    int hash = 1;
    StackTraceElement above = null;
    for (StackTraceElement frame : t.getStackTrace()) {
      if (!isOfJdk(frame)) {
        if (above != null && isOfJdk(above)) {
          hash = 31 * hash + above.getClassName().hashCode() + above.getMethodName().hashCode();
        }
        hash = 31 * hash + frame.hashCode();
      }
      above = frame;
    }
    return hash;
  }

  private static boolean isOfJdk(StackTraceElement frame) {
    String type = frame.getClassName();
    return type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.");
  }

  /** The scan is over: forgets what was not asked about. */
  void scanned(long now) {
    seen.values().removeIf(s -> s.lookedAt != now);
    slack = Math.max(SLACK_MILLIS, SLACK_SCANS * (now - lastScan));
    lastScan = now;
  }
}
