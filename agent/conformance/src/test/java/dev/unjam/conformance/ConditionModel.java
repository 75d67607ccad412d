package dev.unjam.conformance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A model of an exclusive lock with two conditions. */
abstract class ConditionModel extends Model {
  static final int CONDITIONS = 2;

  /**
   * A thread that waits for a signal.
   *
   * @param holds how many holds it gave up and wants back
   * @param signalled how its call ends if a signal came
   */
  private record Sleeper(int thread, boolean interruptible, int holds, Outcome signalled) {}

  private final List<Deque<Sleeper>> conditions = new ArrayList<>();

  ConditionModel() {
    for (int i = 0; i < CONDITIONS; i++) {
      conditions.add(new ArrayDeque<>());
    }
  }

  abstract boolean mayAwait(int thread);

  /** Gives all holds up; how many they were. */
  abstract int releaseAll(int thread);

  /** Takes that many holds if the lock is free. */
  abstract boolean take(int thread, int holds);

  /**
   * A wait for a signal.
   *
   * @param form what the call returns: whether a signal came, in the call's own form
   */
  void await(int thread, int condition, Patience patience, IntFunction<Outcome> form) {
    if (patience.seesInterrupt() && consumeInterrupt(thread)) {
      end(thread, Outcome.interrupted());
      return;
    }
    if (!mayAwait(thread)) {
      end(thread, notOwner());
      return;
    }
    int holds = releaseAll(thread);
    pump();
    if (patience.timesOut()) {
      retake(thread, holds, form.apply(0));
    } else {
      conditions
          .get(condition)
          .add(new Sleeper(thread, patience.seesInterrupt(), holds, form.apply(1)));
    }
    pump();
  }

  /** What a thread gets that must own the lock and does not. */
  Outcome notOwner() {
    return Outcome.threw(IllegalMonitorStateException.class, null);
  }

  private void retake(int thread, int holds, Outcome outcome) {
    enqueue(new Wait(thread, false, false, () -> take(thread, holds), () -> outcome));
  }

  void signal(int thread, int condition, boolean all) {
    if (!mayAwait(thread)) {
      end(thread, notOwner());
      return;
    }
    Deque<Sleeper> sleepers = conditions.get(condition);
    do {
      Sleeper first = sleepers.poll();
      if (first != null) {
        retake(first.thread(), first.holds(), first.signalled());
      }
    } while (all && !sleepers.isEmpty());
    end(thread, Outcome.VOID);
  }

  @Override
  void interruptBlocked(int thread) {
    Sleeper sleeper = sleeper(thread);
    if (sleeper == null) {
      super.interruptBlocked(thread);
    } else if (!sleeper.interruptible()) {
      interrupted[thread] = true;
    } else {
      conditions.forEach(sleepers -> sleepers.remove(sleeper));
      retake(thread, sleeper.holds(), Outcome.interrupted());
      pump();
    }
  }

  private @Nullable Sleeper sleeper(int thread) {
    for (Deque<Sleeper> sleepers : conditions) {
      for (Sleeper sleeper : sleepers) {
        if (sleeper.thread() == thread) {
          return sleeper;
        }
      }
    }
    return null;
  }

  @Override
  boolean isBlocked(int thread) {
    return sleeper(thread) != null || super.isBlocked(thread);
  }

  @Override
  boolean isInterruptible(int thread) {
    Sleeper sleeper = sleeper(thread);
    return sleeper == null ? super.isInterruptible(thread) : sleeper.interruptible();
  }

  /** A condition that somebody waits for, or -1. */
  int awaited() {
    for (int i = 0; i < CONDITIONS; i++) {
      if (!conditions.get(i).isEmpty()) {
        return i;
      }
    }
    return -1;
  }
}
