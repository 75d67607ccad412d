package dev.unjam.engine.track;

import dev.unjam.bridge.Flow;
import dev.unjam.bridge.ThreadRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets work go that outlived the denial of whom it failed for.
 *
 * <p>An SDK that tries again by itself sleeps or waits on a timer. A thread that serves one after
 * the other, and that whoever came first happened to start, waits for the next to come: to him it
 * owes an answer, and none to the one before.
 */
final class Orphans {
  private Orphans() {}

  /** Of these, all of one holder's. */
  static void release(List<Flow> going) {
    Set<Flow> busy = new HashSet<>();
    Set<Flow> idle = new HashSet<>();
    for (Flow work : going) {
      if (work.isOrphaned()) {
        (awaitsWork(work.runner()) ? idle : busy).add(work.root());
      }
    }
    idle.removeAll(busy);
    idle.forEach(Flow::startsAfresh);
  }

  private static boolean awaitsWork(@Nullable ThreadRecord runner) {
    if (runner == null) {
      return false;
    }
    Thread t = runner.thread;
    Thread.State state = t.getState();
    if (state != Thread.State.WAITING && state != Thread.State.TIMED_WAITING) {
      return false;
    }
    Object on = LockSupport.getBlocker(t);
    if (state == Thread.State.WAITING) {
      return on == null || !Doings.isFuture(on.getClass());
    }
    return on != null && isInQueue(t);
  }

  /** Whether it is one of the JDK's queues that it waits in. */
  private static boolean isInQueue(Thread t) {
    for (StackTraceElement frame : t.getStackTrace()) {
      String type = frame.getClassName();
      if (type.startsWith("java.util.concurrent.") && type.matches(".*(Queue|Deque)(\\$.*)?")) {
        return true;
      }
      if (!type.startsWith("java.") && !type.startsWith("jdk.internal.")) {
        return false;
      }
    }
    return false;
  }
}
