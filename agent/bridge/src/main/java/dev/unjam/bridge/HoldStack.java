package dev.unjam.bridge;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one thread holds, oldest first.
 *
 * <p>Written by the thread itself with plain stores and read by the watchdog without a lock: the
 * watchdog may see a torn state, which matters to nobody, because only a hold that has not changed
 * for seconds is ever acted on, and a handshake with the thread comes before the act.
 *
 * <p>An entry is two words: the hold's number with the place of what is held, and since when
 * (credited milliseconds, 40 bits) with the task that took it (24 bits); some kinds have a number
 * of their own besides, such as a stamp or a count of permits. The stack itself is one word (the
 * last number given out, the places in use, the depth), so that a lock costs three stores and an
 * unlock one: the locked instruction of the lock itself waits for each of them.
 *
 * <p>To store a reference into an old object costs several nanoseconds with G1 (its barrier is a
 * full fence), as much as all the rest. So the references lie apart, in {@link Places}.
 */
public class HoldStack {
  private static final int MAX_DEPTH = 1024;
  private static final int FIRST_DEPTH = 2;
  private static final int WORDS = 2;
  private static final int STAMP = 1;
  private static final int TASK_BITS = 24;
  private static final int TASK_MASK = (1 << TASK_BITS) - 1;
  private static final int PLACE_BITS = 12;
  private static final int PLACE_MASK = (1 << PLACE_BITS) - 1;
  private static final int DEPTH_BITS = 12;
  private static final int DEPTH_MASK = (1 << DEPTH_BITS) - 1;
  private static final int SEQ_SHIFT = DEPTH_BITS + Places.NEAR;
  private static final long SEQ_ONE = 1L << SEQ_SHIFT;

  /** The last number given out, a bit for each near place in use, the depth. */
  private long state;

  private int task;
  private final Places places = new Places();

  /** The near places themselves: one load less on every lock. */
  private final @Nullable Object[] near = places.near;

  private long[] words = new long[FIRST_DEPTH * WORDS];
  private long @Nullable [] extras;

  HoldStack() {}

  /**
   * Adds the newest entry; on the thread itself.
   *
   * @param now credited milliseconds
   * @return whether there was room
   */
  final boolean push(Object lock, long now) {
    long s = state;
    int at = ((int) s & DEPTH_MASK) * WORDS;
    long[] w = words;
    if (at == w.length) {
      if (at == MAX_DEPTH * WORDS) {
        return false;
      }
      w = Arrays.copyOf(w, 2 * w.length);
      words = w;
    }
    int place = places.take(lock, (int) (s >>> DEPTH_BITS));
    long next = s + SEQ_ONE;
    w[at] = next >>> SEQ_SHIFT << PLACE_BITS | place;
    w[at + STAMP] = now << TASK_BITS | task;
    VarHandle.storeStoreFence();
    state = (place < Places.NEAR ? next | bit(place) : next) + 1;
    return true;
  }

  private static long bit(int place) {
    return 1L << (DEPTH_BITS + place);
  }

  /**
   * The same as {@link #pop} for what stays in its place, if it is the newest entry of all; else
   * nothing is done. On the thread itself.
   */
  final boolean popOrdinary(Object lock) {
    long s = state;
    int top = ((int) s & DEPTH_MASK) - 1;
    if (top < 0) {
      return false;
    }
    int place = (int) words[top * WORDS] & PLACE_MASK;
    if (place >= Places.NEAR || near[place] != lock) {
      return false;
    }
    state = (s & ~bit(place)) - 1;
    return true;
  }

  /** Takes the newest entry for the lock away; whether there was one. On the thread itself. */
  final boolean pop(Object lock) {
    long s = state;
    int top = ((int) s & DEPTH_MASK) - 1;
    if (top >= 0) {
      int place = (int) words[top * WORDS] & PLACE_MASK;
      if (places.get(place) == lock) {
        state = (place < Places.NEAR ? s & ~bit(place) : s) - 1;
        places.vacate(place, lock);
        return true;
      }
    }
    return popBelow(lock, top - 1);
  }

  private boolean popBelow(Object lock, int from) {
    int i = newest(lock, from);
    if (i >= 0) {
      removeAt(i);
    }
    return i >= 0;
  }

  /** The index of the newest entry for the lock, or -1; on the thread itself. */
  final int newest(Object lock) {
    return newest(lock, depth() - 1);
  }

  private int newest(Object lock, int from) {
    for (int i = from; i >= 0; i--) {
      if (places.get((int) words[i * WORDS] & PLACE_MASK) == lock) {
        return i;
      }
    }
    return -1;
  }

  /** Takes this entry away; on the thread itself. */
  final void removeAt(int i) {
    int place = (int) words[i * WORDS] & PLACE_MASK;
    Object lock = places.get(place);
    int tail = depth() - i - 1;
    if (tail > 0) {
      moveDown(i, tail);
    }
    state = (place < Places.NEAR ? state & ~bit(place) : state) - 1;
    if (lock != null) {
      places.vacate(place, lock);
    }
  }

  /**
   * Moves the entries above this one down. The stamp goes first: who sees an entry with another
   * one's stamp takes it for a younger task's, never for one that a task has left.
   */
  private void moveDown(int i, int tail) {
    long[] w = words;
    for (int to = i; to < i + tail; to++) {
      int at = to * WORDS;
      w[at + STAMP] = w[at + WORDS + STAMP];
      if (extras != null) {
        extraAt(to, extraAt(to + 1));
      }
      VarHandle.storeStoreFence();
      w[at] = w[at + WORDS];
      VarHandle.storeStoreFence();
    }
  }

  /** Sets the kind's own number of this entry; on the thread itself. */
  final void extraAt(int i, long extra) {
    long[] e = extras;
    if (e == null || i >= e.length) {
      e = e == null ? new long[Math.max(FIRST_DEPTH, i + 1)] : Arrays.copyOf(e, 2 * i);
      extras = e;
    }
    e[i] = extra;
  }

  /** A task of the thread's pool begins or ends; on the thread itself. */
  final void nextTask() {
    task = (task + 1) & TASK_MASK;
  }

  /** How many entries the stack has; racy unless on the thread itself. */
  public final int depth() {
    return (int) state & DEPTH_MASK;
  }

  /** What the i-th entry is for, or null where the entry has gone meanwhile, or what it was for. */
  public final @Nullable Object lockAt(int i) {
    return lock(i, word(i, 0));
  }

  private @Nullable Object lock(int i, long word) {
    Object key = key(i, word);
    return key instanceof FileLockRecord file ? file.get() : key;
  }

  /** The same as it was pushed. */
  final @Nullable Object keyAt(int i) {
    return key(i, word(i, 0));
  }

  private @Nullable Object key(int i, long word) {
    VarHandle.acquireFence();
    Object key = places.get((int) word & PLACE_MASK);
    return isStill(i, word) ? key : null;
  }

  /**
   * Whether the entry is there and still is the one that had this word. A place is filled again
   * only after the depth has shown that its entry went, and before that entry's word is written
   * over: one of the two gives a reader away who was too late.
   */
  private boolean isStill(int i, long word) {
    VarHandle.acquireFence();
    boolean there = i < depth();
    VarHandle.acquireFence();
    return there && word(i, 0) == word;
  }

  /**
   * One entry as it was at one moment.
   *
   * @param lock what is held
   * @param extra the kind's own number
   * @param taskEnded whether the task that took it has ended
   */
  public record Entry(Object lock, long extra, boolean taskEnded) {}

  /** The entry with this number, or null if there is none, or none any more; any thread. */
  public final @Nullable Entry entry(long seq) {
    // From the top, for entries only ever move down: one that does is met again.
    for (int i = depth() - 1; i >= 0; i--) {
      long word = word(i, 0);
      if (word >>> PLACE_BITS == seq) {
        VarHandle.acquireFence();
        boolean ended = taskEndedAt(i);
        long extra = extraAt(i);
        Object lock = lock(i, word);
        if (lock != null) {
          return new Entry(lock, extra, ended);
        }
      }
    }
    return null;
  }

  /** The i-th entry's number, unique within this record and growing. */
  public final long seqAt(int i) {
    return word(i, 0) >>> PLACE_BITS;
  }

  /** When the i-th entry was taken, in credited milliseconds. */
  public final long sinceAt(int i) {
    return word(i, STAMP) >>> TASK_BITS;
  }

  /**
   * The i-th entry's own number: permits, a count of read holds, a stamp; means nothing for kinds
   * that have none.
   */
  public final long extraAt(int i) {
    long[] e = extras;
    return e == null || i >= e.length ? 0 : e[i];
  }

  /** Whether the task that took the i-th entry has ended while the entry stayed. */
  public final boolean taskEndedAt(int i) {
    long[] all = words;
    int at = i * WORDS + STAMP;
    return at < all.length && (all[at] & TASK_MASK) != task;
  }

  private long word(int i, int which) {
    long[] all = words;
    int at = i * WORDS + which;
    return at < all.length ? all[at] : 0;
  }

  /** The number of the newest entry ever pushed. */
  public final long lastSeq() {
    return state >>> SEQ_SHIFT;
  }

  /** The running task's number; changes whenever a task of the thread's pool begins or ends. */
  public final int task() {
    return task;
  }
}
