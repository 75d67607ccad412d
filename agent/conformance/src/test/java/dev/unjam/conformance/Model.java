package dev.unjam.conformance;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a lock has to do in a world in which one thing happens after another: a queue, first come,
 * first served, and threads that can be interrupted.
 */
class Model {
  final boolean[] interrupted = new boolean[Schedule.THREADS + 1];
  private final @Nullable Wait[] waits = new @Nullable Wait[Schedule.THREADS + 1];
  private final Deque<Wait> queue = new ArrayDeque<>();
  private final Map<Integer, Outcome> ended = new TreeMap<>();

  /** The call of this thread ends so. */
  void end(int thread, Outcome outcome) {
    ended.put(thread, outcome);
  }

  /** The calls that have ended since this was asked last. */
  Map<Integer, Outcome> takeEnded() {
    Map<Integer, Outcome> taken = new TreeMap<>(ended);
    ended.clear();
    return taken;
  }

  /** A call that wants something that others may have. */
  void acquire(
      int thread,
      boolean shared,
      Patience patience,
      boolean mayOvertake,
      BooleanSupplier attempt,
      Outcome granted) {
    acquire(thread, shared, patience, mayOvertake, attempt, () -> granted, Outcome.returned(false));
  }

  /**
   * The same.
   *
   * @param granted how the call ends once it has been taken; asked for at that moment
   * @param refused how it ends if it does not get it in time
   */
  void acquire(
      int thread,
      boolean shared,
      Patience patience,
      boolean mayOvertake,
      BooleanSupplier attempt,
      Supplier<Outcome> granted,
      Outcome refused) {
    if (patience.seesInterrupt() && consumeInterrupt(thread)) {
      end(thread, Outcome.interrupted());
    } else if ((patience == Patience.NONE || mayOvertake || queue.isEmpty())
        && attempt.getAsBoolean()) {
      end(thread, granted.get());
    } else if (patience == Patience.NONE || patience.timesOut()) {
      end(thread, refused);
    } else {
      enqueue(new Wait(thread, shared, patience.seesInterrupt(), attempt, granted));
    }
  }

  boolean consumeInterrupt(int thread) {
    boolean was = interrupted[thread];
    interrupted[thread] = false;
    return was;
  }

  void enqueue(Wait wait) {
    waits[wait.thread()] = wait;
    queue.add(wait);
  }

  /** Lets those in who can be let in now. */
  void pump() {
    for (Wait head = queue.peek(); head != null; head = queue.peek()) {
      if (!head.attempt().getAsBoolean()) {
        return;
      }
      queue.remove();
      waits[head.thread()] = null;
      end(head.thread(), head.granted().get());
    }
  }

  /** Somebody interrupts a thread that is blocked. */
  void interruptBlocked(int thread) {
    Wait wait = waits[thread];
    if (wait == null || !wait.interruptible()) {
      interrupted[thread] = true;
      return;
    }
    queue.remove(wait);
    waits[thread] = null;
    end(thread, Outcome.interrupted());
    pump();
  }

  boolean isBlocked(int thread) {
    return waits[thread] != null;
  }

  /** Whether it waits in the lock's queue, rather than for a condition. */
  boolean isQueued(int thread) {
    return waits[thread] != null;
  }

  /** Whether an interrupt would end its wait. */
  boolean isInterruptible(int thread) {
    Wait wait = waits[thread];
    return wait != null && wait.interruptible();
  }

  int queueLength() {
    return queue.size();
  }

  long sharedWaits() {
    return queue.stream().filter(Wait::shared).count();
  }

  boolean firstIsExclusive() {
    Wait first = queue.peek();
    return first != null && !first.shared();
  }
}
