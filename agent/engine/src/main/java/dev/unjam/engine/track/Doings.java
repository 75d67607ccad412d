package dev.unjam.engine.track;

import dev.unjam.engine.track.HolderView.Doing;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/** Tells what a thread does without stopping it. */
final class Doings {
  private static final String FUTURE = "java.util.concurrent.CompletableFuture$";
  private static final String GUAVAS_FUTURE = ".common.util.concurrent.AbstractFuture";
  private static final String READ_WRITE = "java.util.concurrent.locks.ReentrantReadWriteLock$";

  private final Synchronizers synchronizers;

  Doings(Synchronizers synchronizers) {
    this.synchronizers = synchronizers;
  }

  Doing of(Thread t) {
    Thread.State state = t.getState();
    if (state == Thread.State.BLOCKED) {
      return Doing.BLOCKED_BEHIND_OTHER;
    }
    if (state != Thread.State.WAITING && state != Thread.State.TIMED_WAITING) {
      return Doing.RUNNING;
    }
    Object blocker = LockSupport.getBlocker(t);
    if (blocker == null) {
      return Doing.WAITING;
    }
    if (isSomebodyElses(blocker, t)) {
      return Doing.BLOCKED_BEHIND_OTHER;
    }
    return isFuture(blocker.getClass()) ? Doing.AWAITING_FUTURE : Doing.WAITING;
  }

  /** The same of a thread that was refused: a library that tries again sleeps until then. */
  Doing afterRefusal(Thread t) {
    Doing doing = of(t);
    return doing == Doing.WAITING && isAsleep(t) ? Doing.SLEEPING : doing;
  }

  /** Whether it sleeps; a look at its stack. */
  static boolean isAsleep(Thread t) {
    if (t.getState() != Thread.State.TIMED_WAITING || LockSupport.getBlocker(t) != null) {
      return false;
    }
    for (StackTraceElement frame : t.getStackTrace()) {
      String type = frame.getClassName();
      if (type.equals("java.lang.Thread") && frame.getMethodName().startsWith("sleep")) {
        return true;
      }
      if (!type.startsWith("java.lang.") && !type.startsWith("jdk.internal.")) {
        return false;
      }
    }
    return false;
  }

  /** The JDK's, or one of Guava's, which gRPC and Google's clients wait by. */
  private static boolean isFuture(Class<?> parkedOn) {
    for (Class<?> c = parkedOn; c != null; c = c.getSuperclass()) {
      if (c.getName().startsWith(FUTURE) || c.getName().endsWith(GUAVAS_FUTURE)) {
        return true;
      }
    }
    return false;
  }

  /** A lock that is read or stamped names no owner; yet nobody parks on it while it is free. */
  private boolean isSomebodyElses(Object blocker, Thread t) {
    @Nullable Thread owner = synchronizers.owner(blocker);
    return owner == null
        ? blocker instanceof StampedLock || blocker.getClass().getName().startsWith(READ_WRITE)
        : owner != t && owner.isAlive();
  }
}
