package dev.unjam.bridge;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one thread holds, oldest first, as anybody may read it.
 *
 * <p>Written by the thread itself with plain stores and read by the watchdog without a lock: the
 * watchdog may see a torn state, which matters to nobody, because only a hold that has not changed
 * for seconds is ever acted on, and a handshake with the thread comes before the act.
 *
 * <p>An entry is two words: the hold's number with the place of what is held, and since when
 * (credited milliseconds, 40 bits) with the task that took it (24 bits); some kinds have a number
 * of their own besides, such as a stamp or a count of permits. The rest is one word (the last
 * number given out, the places in use, the depth).
 */
public class HoldEntries {
  static final int MAX_DEPTH = 1024;
  static final int FIRST_DEPTH = 2;
  static final int WORDS = 2;
  static final int STAMP = 1;
  static final int TASK_BITS = 24;
  static final int PLACE_BITS = 12;
  static final int PLACE_MASK = (1 << PLACE_BITS) - 1;
  static final int DEPTH_BITS = 12;
  static final int DEPTH_MASK = (1 << DEPTH_BITS) - 1;

  /** Whether the newest entry is the one in the place that was filled latest. */
  static final long TOP = 1L << (DEPTH_BITS + Places.NEAR);

  static final int SEQ_SHIFT = DEPTH_BITS + Places.NEAR + 1;
  static final long SEQ_ONE = 1L << SEQ_SHIFT;
  private static final int TASK_MASK = (1 << TASK_BITS) - 1;

  /**
   * The last number given out, {@link #TOP}, a bit for each near place in use, the depth. Written
   * by the thread itself, as all of these are.
   */
  long state;

  int task;
  long[] words = new long[FIRST_DEPTH * WORDS];
  final Places places = new Places();
  private long @Nullable [] extras;

  HoldEntries() {}

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
   * @param task the number of the task that took it
   * @param taskEnded whether that has ended
   */
  public record Entry(Object lock, long extra, int task, boolean taskEnded) {}

  /** The entry with this number, or null if there is none, or none any more; any thread. */
  public final @Nullable Entry entry(long seq) {
    // From the top, for entries only ever move down: one that does is met again.
    for (int i = depth() - 1; i >= 0; i--) {
      long word = word(i, 0);
      if (word >>> PLACE_BITS == seq) {
        VarHandle.acquireFence();
        int taken = (int) word(i, STAMP) & TASK_MASK;
        boolean ended = taken != task;
        long extra = extraAt(i);
        Object lock = lock(i, word);
        if (lock != null) {
          return new Entry(lock, extra, taken, ended);
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

  /** Sets the kind's own number of this entry; on the thread itself. */
  final void extraAt(int i, long extra) {
    long[] e = extras;
    if (e == null || i >= e.length) {
      e = e == null ? new long[Math.max(FIRST_DEPTH, i + 1)] : Arrays.copyOf(e, 2 * i);
      extras = e;
    }
    e[i] = extra;
  }

  /** Whether any entry ever had a number of its kind's own; on the thread itself. */
  final boolean hasExtras() {
    return extras != null;
  }

  /** A task of the thread's pool begins or ends; on the thread itself. */
  final void nextTask() {
    nextTask(0);
  }

  /**
   * The same where the thread may hold something that belongs to no task, a lock of the pool's own
   * for example: what has a number up to this one and was left by no task goes along.
   */
  final void nextTask(long upTo) {
    int was = task;
    task = (was + 1) & TASK_MASK;
    for (int i = 0; i < depth(); i++) {
      int at = i * WORDS + STAMP;
      if ((words[at] & TASK_MASK) == was && seqAt(i) <= upTo) {
        words[at] = (words[at] & ~(long) TASK_MASK) | task;
      }
    }
  }
}
