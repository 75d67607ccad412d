package dev.unjam.benchmarks.variants;

import org.jspecify.annotations.Nullable;

/** The stack of holds of one thread, in the layouts and with the habits that are compared. */
final class Books {
  /** What the watchdog would publish. */
  @SuppressWarnings("NonFinalStaticField")
  static long tick = 1;

  final Thread thread;

  private int depth;
  private final @Nullable Object[] locks = new @Nullable Object[4];
  private final long[] since = new long[4];
  private final long[] seqs = new long[4];
  private final int[] tasks = new int[4];
  private long lastSeq;
  private int task;

  /** Packed: the depth in the lowest 16 bits, the newest number above. */
  private long state;

  Books(Thread thread) {
    this.thread = thread;
  }

  /** Next to nothing, so that the look-up is not for nothing. */
  void touch() {
    lastSeq++;
  }

  /** Four arrays side by side, the reference stored and later cleared. */
  void push(Object lock, long now) {
    int d = depth;
    if (d == locks.length) {
      return;
    }
    locks[d] = lock;
    stamp(d, now);
    depth = d + 1;
  }

  boolean pop(Object lock) {
    int d = depth;
    if (d > 0 && locks[d - 1] == lock) {
      depth = d - 1;
      locks[d - 1] = null;
      return true;
    }
    return false;
  }

  /** The reference stays behind when the hold has gone. */
  boolean popAndLeave(Object lock) {
    int d = depth;
    if (d > 0 && locks[d - 1] == lock) {
      depth = d - 1;
      return true;
    }
    return false;
  }

  /** The reference is stored only where another one lies. */
  void pushIfOther(Object lock, long now) {
    int d = depth;
    if (d == locks.length) {
      return;
    }
    if (locks[d] != lock) {
      locks[d] = lock;
    }
    stamp(d, now);
    depth = d + 1;
  }

  private void stamp(int d, long now) {
    since[d] = now;
    seqs[d] = ++lastSeq;
    tasks[d] = task;
  }

  /** One long an entry, and depth and newest number in one word. */
  void pushPacked(Object lock, long now) {
    long s = state;
    int d = (int) s & 0xFFFF;
    if (d == locks.length) {
      return;
    }
    if (locks[d] != lock) {
      locks[d] = lock;
    }
    since[d] = now << 24 | (s >>> 16 & 0xFFFFFF);
    state = s + (1 << 16) + 1;
  }

  boolean popPacked(Object lock) {
    long s = state;
    int d = (int) s & 0xFFFF;
    if (d > 0 && locks[d - 1] == lock) {
      state = s - 1;
      return true;
    }
    return false;
  }

  private final @Nullable Object[] cache = new @Nullable Object[4];
  private final int[] slots = new int[4];
  private int victim;

  /** References lie in a small cache of the last four locks; the stack holds their places. */
  void pushCached(Object lock, long now) {
    int d = depth;
    if (d == slots.length) {
      return;
    }
    @Nullable Object[] c = cache;
    int i = 0;
    while (i < 4 && c[i] != lock) {
      i++;
    }
    if (i == 4) {
      i = ++victim & 3;
      c[i] = lock;
    }
    slots[d] = i;
    stamp(d, now);
    depth = d + 1;
  }

  boolean popCached(Object lock) {
    int d = depth;
    if (d > 0 && cache[slots[d - 1]] == lock) {
      depth = d - 1;
      return true;
    }
    return false;
  }
}
