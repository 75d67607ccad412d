package dev.unjam.engine.track;

import dev.unjam.bridge.ChildCall;
import java.lang.Thread.State;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * A request to a child that nobody in particular has written, and who may wait for its answer.
 *
 * <p>Those may become fewer only as answers come: who leaves without one may have been the asker,
 * and whoever is left then is no more suspicious than before. The watchdog's thread only.
 */
final class Question {
  private static final String OF_A_LATCH = "java.util.concurrent.CountDownLatch$Sync";

  private final ChildCall call;
  private final Set<Long> who = new TreeSet<>();
  private int answered;
  private int left;
  private boolean nobodys;

  Question(ChildCall call) {
    this.call = call;
  }

  ChildCall call() {
    return call;
  }

  /** The records of those who may wait for it; none once nobody can be blamed for it. */
  Set<Long> who() {
    return nobodys ? Set.of() : who;
  }

  void mayBe(long record) {
    who.add(record);
  }

  boolean shares(Question other) {
    return !Collections.disjoint(who(), other.who());
  }

  /** One that was asked at the same time, maybe by one of the same, was answered. */
  void otherAnswered() {
    answered++;
  }

  /** This one waits no more. */
  void leaves(long record) {
    if (who.remove(record) && ++left > answered) {
      nobodys = true;
    }
  }

  /** Nobody is to be blamed for it, whoever leaves. */
  void isNobodys() {
    nobodys = true;
  }

  /** Whether who has written it waits for the answer himself, rather than for more to write. */
  boolean isAwaitedByItsWriter() {
    Thread t = call.call().owner.thread;
    State state = t.getState();
    if (state != State.WAITING && state != State.TIMED_WAITING) {
      return false;
    }
    Object on = LockSupport.getBlocker(t);
    return on == null
        ? isInAMonitor(t)
        : Stages.isWaiter(on)
            || (on instanceof Future<?>)
            || on.getClass().getName().equals(OF_A_LATCH);
  }

  private static boolean isInAMonitor(Thread t) {
    for (StackTraceElement f : t.getStackTrace()) {
      if (!f.getClassName().equals("java.lang.Object")) {
        return false;
      }
      if (f.getMethodName().equals("wait")) {
        return true;
      }
    }
    return false;
  }
}
