package dev.unjam.engine.track;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks this JVM's ThreadMXBean.
 *
 * <p>Locked synchronizers are never asked for: that would walk the whole heap while the world
 * stands still. Not to be touched in a JVM without JMX: see {@link Monitors#ofThisJvm}.
 */
final class JvmMonitors implements Monitors {
  /** Not before the first question: that may be before {@code main}. */
  private static final class Bean {
    static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  }

  @Override
  public List<Blocked> blocked(Collection<Long> threadIds) {
    return threadIds.isEmpty() ? List.of() : blocked(infos(ids(threadIds), false));
  }

  @Override
  public long waits(long threadId) {
    ThreadInfo t = Bean.THREADS.getThreadInfo(threadId);
    return t == null ? -1 : t.getWaitedCount();
  }

  @Override
  public List<Held> held(Collection<Long> threadIds) {
    List<Blocked> all = blocked(infos(Bean.THREADS.getAllThreadIds(), false));
    List<Held> held = new ArrayList<>();
    for (ThreadInfo t : infos(ids(threadIds), true)) {
      for (MonitorInfo m : t.getLockedMonitors()) {
        List<Blocked> wanting =
            all.stream()
                .filter(b -> b.identity() == m.getIdentityHashCode())
                .filter(b -> b.ownerId() == t.getThreadId())
                .toList();
        boolean known = held.stream().anyMatch(h -> h.monitor().equals(name(m)));
        if (!known && (!wanting.isEmpty() || ofHost(m.getLockedStackFrame()))) {
          held.add(new Held(t.getThreadId(), name(m), site(m), wanting));
        }
      }
    }
    return held;
  }

  @Override
  public List<Long> deadlocked() {
    long @Nullable [] found = Bean.THREADS.findMonitorDeadlockedThreads();
    return found == null ? List.of() : Arrays.stream(found).boxed().toList();
  }

  /** Null for a thread that has ended, and for a virtual one. */
  private List<ThreadInfo> infos(long[] ids, boolean monitors) {
    @Nullable ThreadInfo[] all =
        monitors
            ? Bean.THREADS.getThreadInfo(ids, true, false)
            : Bean.THREADS.getThreadInfo(ids, 0);
    return Arrays.stream(all).filter(Objects::nonNull).toList();
  }

  private static List<Blocked> blocked(List<ThreadInfo> infos) {
    List<Blocked> blocked = new ArrayList<>();
    for (ThreadInfo t : infos) {
      LockInfo wanted = t.getLockInfo();
      if (t.getThreadState() == Thread.State.BLOCKED && wanted != null) {
        blocked.add(
            new Blocked(
                t.getThreadId(),
                t.getThreadName(),
                name(wanted),
                wanted.getIdentityHashCode(),
                t.getLockOwnerId(),
                String.valueOf(t.getLockOwnerName())));
      }
    }
    return blocked;
  }

  private static long[] ids(Collection<Long> threadIds) {
    return threadIds.stream().mapToLong(Long::longValue).toArray();
  }

  private static String name(LockInfo lock) {
    return lock.getClassName() + "@" + Integer.toHexString(lock.getIdentityHashCode());
  }

  private static String site(MonitorInfo m) {
    return Names.frame(m.getLockedStackFrame());
  }

  /** The JDK's own monitors come with every call and mean nothing to a person. */
  private static boolean ofHost(StackTraceElement frame) {
    return Names.isOfHost(frame.getClassName());
  }
}
