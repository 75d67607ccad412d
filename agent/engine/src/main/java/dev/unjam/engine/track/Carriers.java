package dev.unjam.engine.track;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells for how long a virtual thread has really been met with silence (JEP 444).
 *
 * <p>Carriers are few, and a virtual thread that computes keeps its own. On a busy machine one that
 * was woken waits seconds for a carrier, with its bytes at hand; and so does who would have woken
 * it, which is a virtual thread as well since 22. So one of ours is started now and then: the time
 * that it has to wait for is nobody's silence. The watchdog's thread only.
 */
final class Carriers {
  /** Before that it is not worth to ask. */
  private static final long WORTH_ASKING_MILLIS = 500;

  private static final long LONGEST_MILLIS = 30_000;

  private static final int MOST_REMEMBERED = 4_096;

  private static final @Nullable Field CARRIER = carrier();
  private static final @Nullable Method START = start();

  private Probe probe = new Probe(0);
  private long askedAt;
  private long lost;

  /** How much was lost by when; what is older than any silence is forgotten. */
  private final NavigableMap<Long, Long> lostBy = new TreeMap<>();

  private static final class Probe implements Runnable {
    final long at;
    volatile boolean ran;

    Probe(long at) {
      this.at = at;
      this.ran = at == 0;
    }

    @Override
    public void run() {
      ran = true;
    }
  }

  private static @Nullable Field carrier() {
    try {
      Field f = Class.forName("java.lang.VirtualThread").getDeclaredField("carrierThread");
      f.setAccessible(true);
      return f;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  private static @Nullable Method start() {
    try {
      return Thread.class.getMethod("startVirtualThread", Runnable.class);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  /** Of the silence that seems to have lasted so long, what this thread has really heard. */
  long silence(Thread t, long millis, long now) {
    if (millis < WORTH_ASKING_MILLIS || !isVirtual(t)) {
      return millis;
    }
    Thread carrier = carrierOf(t);
    if (carrier != null) {
      // What is inside a native frame, or pins its carrier, has one and yet hears nothing.
      return millis;
    }
    if (isAwaitedBy(t)) {
      return 1;
    }
    if (askedAt != now) {
      ask(now);
    }
    Map.Entry<Long, Long> before = lostBy.floorEntry(now - millis);
    return Math.max(1, millis - lost + (before == null ? 0 : before.getValue()));
  }

  private void ask(long now) {
    if (probe.ran) {
      probe = started(now);
    } else if (now - probe.at <= LONGEST_MILLIS) {
      // Carriers that are pinned for longer than any load lasts are no excuse for anybody.
      lost += now - Math.max(askedAt, probe.at);
      lostBy.put(now, lost);
      if (lostBy.size() > MOST_REMEMBERED) {
        lostBy.pollFirstEntry();
      }
    }
    askedAt = now;
  }

  private static Probe started(long now) {
    Probe made = new Probe(now);
    try {
      if (START != null) {
        START.invoke(null, made);
      }
    } catch (ReflectiveOperationException e) {
      // There is no room for any: the next scan tries again.
      return new Probe(0);
    }
    return made;
  }

  private static boolean isVirtual(Thread t) {
    return CARRIER != null && CARRIER.getDeclaringClass().isInstance(t);
  }

  /** Whether this thread could go on, and has no carrier to do so; false where nobody can tell. */
  static boolean isAwaitedBy(Thread t) {
    if (CARRIER == null || !isVirtual(t) || t.getState() != Thread.State.RUNNABLE) {
      return false;
    }
    return carrierOf(t) == null;
  }

  private static @Nullable Thread carrierOf(Thread t) {
    try {
      return CARRIER == null ? null : (Thread) CARRIER.get(t);
    } catch (IllegalAccessException e) {
      return null;
    }
  }
}
