package dev.unjam.engine.track;

import dev.unjam.bridge.Flow;
import dev.unjam.bridge.Flows;
import dev.unjam.bridge.ThreadRecord;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a holder waits for work that it handed over.
 *
 * <p>By what it is parked on: the task's own future, or one that the task's future leads to. Where
 * work was handed on, each thread in between must wait for the next in turn.
 */
final class Awaiting {
  private static final String OF_A_LATCH = "java.util.concurrent.CountDownLatch$Sync";
  private static final StackTraceElement[] NOWHERE = {};

  private final Stages stages = new Stages();

  /** Whether this holder waits for this work of its own, or handed on from that. */
  Awaited awaits(ThreadRecord holder, Flow work) {
    Awaited result = Awaited.YES;
    Flow at = work;
    while (result != Awaited.NO) {
      Flow by = at.from;
      while (by != null && by.runner() == null) {
        // What handed it on has returned: whoever waited for that may wait for this.
        by = by.from;
      }
      ThreadRecord waiter = by == null ? null : by.runner();
      if (by == null || waiter == null || waiter == holder) {
        return result.and(waits(holder.thread, at));
      }
      if (waiter != at.runner()) {
        result = result.and(waits(waiter.thread, at));
      }
      at = by;
    }
    return result;
  }

  private Awaited waits(Thread t, Flow work) {
    Thread.State state = t.getState();
    if (state != Thread.State.WAITING && state != Thread.State.TIMED_WAITING) {
      return Awaited.NO;
    }
    Object on = LockSupport.getBlocker(t);
    if (on == null) {
      return otherWait(t);
    }
    Object key = work.get();
    Object promise = work.promise();
    if (on == key || on == promise || leadsTo(key, on)) {
      return Awaited.YES;
    }
    if (key instanceof CountDownLatch && on.getClass().getName().equals(OF_A_LATCH)) {
      // Reactor's block() waits with a latch, which carries a flow for only as long.
      return Awaited.YES;
    }
    if (Stages.isWaiter(on)) {
      return stages.lead(promise == null ? key : promise, on);
    }
    if (on instanceof Future<?>) {
      return Flows.of(on) == null ? Awaited.PERHAPS : Awaited.NO;
    }
    return otherWait(t);
  }

  private static boolean leadsTo(@Nullable Object task, Object awaited) {
    Object at = task;
    while (at instanceof CountedCompleter<?> c) {
      at = c.getCompleter();
      if (at == awaited) {
        return true;
      }
    }
    return false;
  }

  /** A latch, a queue, a monitor, a thread's end; not a sleep and not the end of a child. */
  private static Awaited otherWait(Thread t) {
    StackTraceElement[] stack = t.isAlive() ? t.getStackTrace() : NOWHERE;
    for (StackTraceElement frame : stack) {
      String type = frame.getClassName();
      boolean sleeps = type.equals("java.lang.Thread") && frame.getMethodName().startsWith("sleep");
      if (sleeps || type.equals("java.lang.ProcessImpl")) {
        return Awaited.NO;
      }
    }
    return Awaited.PERHAPS;
  }
}
