package dev.unjam.bridge;

import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * What one thread holds, oldest first.
 *
 * <p>Written by the thread itself with plain stores and read by the watchdog without a lock: the
 * watchdog may see a torn state, which matters to nobody, because only a hold that has not changed
 * for seconds is ever acted on, and a handshake with the thread comes before the act.
 *
 * <p>An entry is three numbers: the hold's number with the place of what is held, since when
 * (credited milliseconds, 40 bits) with the task that took it (24 bits), and a number of the kind's
 * own, such as a stamp or a count of permits.
 *
 * <p>To store a reference into an old object costs several nanoseconds with G1 (its barrier is a
 * full fence), as much as all the rest. So the references lie apart, in four places, and one that
 * is there already is not stored again: taking the same few locks over and over writes numbers
 * only. What is released stays in its place if it is one of the JDK's own locks, a few hundred
 * bytes at the most that refer to nothing of the host's; anything else is cleared.
 */
public class HoldStack {
  private static final int MAX_DEPTH = 1024;
  private static final int FIRST_DEPTH = 2;
  private static final int NUMBERS = 3;
  private static final int STAMP = 1;
  private static final int EXTRA = 2;
  private static final int TASK_BITS = 24;
  private static final int TASK_MASK = (1 << TASK_BITS) - 1;
  private static final int PLACE_BITS = 12;
  private static final int PLACE_MASK = (1 << PLACE_BITS) - 1;
  private static final int NEAR = 4;
  private static final int ALL_NEAR = (1 << NEAR) - 1;

  /** By far the commonest synchronizer; null should it have another name one day. */
  static final @Nullable Class<?> ORDINARY = ofLocks("ReentrantLock$NonfairSync");

  private static final @Nullable Class<?> FAIR = ofLocks("ReentrantLock$FairSync");
  private static final @Nullable Class<?> READ_LOCK = ofLocks("ReentrantReadWriteLock$ReadLock");
  private static final @Nullable Class<?> STAMPED_LOCK = ofLocks("StampedLock");

  private int depth;
  private int task;

  /** A bit for each near place that an entry uses, and the place that was last filled. */
  private int used;

  private int filled;
  private final @Nullable Object[] near = new @Nullable Object[NEAR];
  private @Nullable Object @Nullable [] far;
  private long[] numbers = new long[FIRST_DEPTH * NUMBERS];
  private long lastSeq;

  HoldStack() {}

  private static @Nullable Class<?> ofLocks(String name) {
    try {
      return Class.forName("java.util.concurrent.locks." + name, false, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /**
   * Adds the newest entry; on the thread itself.
   *
   * @param now credited milliseconds
   * @param extra the kind's own number
   * @return whether there was room
   */
  final boolean push(Object lock, long now, long extra) {
    int d = depth;
    long[] n = numbers;
    int at = d * NUMBERS;
    if (at == n.length) {
      if (d == MAX_DEPTH) {
        return false;
      }
      n = Arrays.copyOf(n, 2 * n.length);
      numbers = n;
    }
    n[at] = ++lastSeq << PLACE_BITS | place(lock);
    n[at + STAMP] = now << TASK_BITS | task;
    n[at + EXTRA] = extra;
    depth = d + 1;
    return true;
  }

  private int place(Object lock) {
    int p = filled;
    int u = used;
    if (near[p] == lock && (u & 1 << p) == 0) {
      used = u | 1 << p;
      return p;
    }
    return otherPlace(lock);
  }

  private int otherPlace(Object lock) {
    for (int p = 0; p < NEAR; p++) {
      if (near[p] == lock && (used & 1 << p) == 0) {
        used |= 1 << p;
        return p;
      }
    }
    return used == ALL_NEAR ? farPlace(lock) : fill(lock);
  }

  /** Round robin, so that each of a few locks taken in turn finds itself again. */
  private int fill(Object lock) {
    int p = filled;
    do {
      p = (p + 1) & (NEAR - 1);
    } while ((used & 1 << p) != 0);
    filled = p;
    used |= 1 << p;
    near[p] = lock;
    return p;
  }

  private int farPlace(Object lock) {
    @Nullable Object[] all = far;
    if (all == null) {
      all = new @Nullable Object[NEAR];
      far = all;
    }
    int p = 0;
    while (p < all.length && all[p] != null) {
      p++;
    }
    if (p == all.length) {
      all = Arrays.copyOf(all, 2 * p);
      far = all;
    }
    all[p] = lock;
    return p + NEAR;
  }

  private void vacate(int place, Object lock) {
    if (place < NEAR) {
      used &= ~(1 << place);
      Class<?> type = lock.getClass();
      if (type != ORDINARY && !stays(type)) {
        near[place] = null;
      }
    } else if (far != null) {
      far[place - NEAR] = null;
    }
  }

  private static boolean stays(Class<?> type) {
    return type == READ_LOCK || type == Semaphore.class || type == STAMPED_LOCK || type == FAIR;
  }

  private @Nullable Object at(int place) {
    if (place < NEAR) {
      return near[place];
    }
    @Nullable Object[] all = far;
    return all == null || place - NEAR >= all.length ? null : all[place - NEAR];
  }

  /** Takes the newest entry for the lock away; whether there was one. On the thread itself. */
  final boolean pop(Object lock) {
    int d = depth - 1;
    if (d >= 0) {
      int place = (int) numbers[d * NUMBERS] & PLACE_MASK;
      if (at(place) == lock) {
        depth = d;
        vacate(place, lock);
        return true;
      }
    }
    int i = newest(lock, d - 1);
    if (i >= 0) {
      removeAt(i);
    }
    return i >= 0;
  }

  /** The index of the newest entry for the lock, or -1; on the thread itself. */
  final int newest(Object lock) {
    return newest(lock, depth - 1);
  }

  private int newest(Object lock, int from) {
    for (int i = from; i >= 0; i--) {
      if (at((int) numbers[i * NUMBERS] & PLACE_MASK) == lock) {
        return i;
      }
    }
    return -1;
  }

  /** Takes this entry away; on the thread itself. */
  final void removeAt(int i) {
    int place = (int) numbers[i * NUMBERS] & PLACE_MASK;
    Object lock = at(place);
    int tail = depth - i - 1;
    if (tail > 0) {
      System.arraycopy(numbers, (i + 1) * NUMBERS, numbers, i * NUMBERS, tail * NUMBERS);
    }
    depth--;
    if (lock != null) {
      vacate(place, lock);
    }
  }

  /** Changes the kind's own number of this entry; on the thread itself. */
  final void extraAt(int i, long extra) {
    numbers[i * NUMBERS + EXTRA] = extra;
  }

  /** A task of the thread's pool begins or ends; on the thread itself. */
  final void nextTask() {
    task = (task + 1) & TASK_MASK;
  }

  /** How many entries the stack has; racy unless on the thread itself. */
  public final int depth() {
    return depth;
  }

  /** The i-th entry's key, or null where the entry has gone meanwhile. */
  public final @Nullable Object lockAt(int i) {
    long[] all = numbers;
    int at = i * NUMBERS;
    return at < all.length && i < depth ? at((int) all[at] & PLACE_MASK) : null;
  }

  /** The i-th entry's number, unique within this record and growing. */
  public final long seqAt(int i) {
    return number(i, 0) >>> PLACE_BITS;
  }

  /** When the i-th entry was taken, in credited milliseconds. */
  public final long sinceAt(int i) {
    return number(i, STAMP) >>> TASK_BITS;
  }

  /** The i-th entry's own number: permits, a count of read holds, a stamp; 0 for other kinds. */
  public final long extraAt(int i) {
    return number(i, EXTRA);
  }

  /** Whether the task that took the i-th entry has ended while the entry stayed. */
  public final boolean taskEndedAt(int i) {
    long[] all = numbers;
    int at = i * NUMBERS + STAMP;
    return at < all.length && (all[at] & TASK_MASK) != task;
  }

  private long number(int i, int which) {
    long[] all = numbers;
    int at = i * NUMBERS + which;
    return at < all.length ? all[at] : 0;
  }

  /** The number of the newest entry ever pushed. */
  public final long lastSeq() {
    return lastSeq;
  }

  /** The running task's number; changes whenever a task of the thread's pool begins or ends. */
  public final int task() {
    return task;
  }
}
