package dev.unjam.engine.track;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells one long sleep from many short ones.
 *
 * <p>A library that was refused sleeps until it tries again; a loop that polls sleeps a little, and
 * is seen asleep in nearly every scan as well. What tells them apart is how often the thread has
 * begun to wait, or for a virtual one (as of 25) the task that is to wake it.
 *
 * <p>The watchdog's thread only.
 */
final class Sleeps {
  private static final @Nullable Field WAKE_UP = wakeUp();

  private final Monitors monitors;
  private final long leastMillis;
  private final Map<Long, Sleep> sleeps = new HashMap<>();

  Sleeps(Monitors monitors, long leastMillis) {
    this.monitors = monitors;
    this.leastMillis = leastMillis;
  }

  private record Sleep(long sign, long since, long seen) {}

  private static @Nullable Field wakeUp() {
    try {
      Field f = Class.forName("java.lang.VirtualThread").getDeclaredField("timeoutTask");
      f.setAccessible(true);
      return f;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  /** Whether this thread has been seen in one and the same sleep for long enough. */
  boolean isLong(long record, Thread t, long now) {
    if (!Doings.isAsleep(t)) {
      sleeps.remove(record);
      return false;
    }
    long sign = sign(t);
    Sleep before = sleeps.get(record);
    long since = before != null && before.sign == sign ? before.since : now;
    sleeps.put(record, new Sleep(sign, since, now));
    return now - since >= leastMillis;
  }

  /** The scan is over: forgets who was not asked about in it. */
  void scanned(long now) {
    sleeps.values().removeIf(s -> s.seen != now);
  }

  private long sign(Thread t) {
    if (WAKE_UP == null || !WAKE_UP.getDeclaringClass().isInstance(t)) {
      return monitors.waits(t.getId());
    }
    try {
      return System.identityHashCode(WAKE_UP.get(t));
    } catch (IllegalAccessException e) {
      return -1;
    }
  }
}
