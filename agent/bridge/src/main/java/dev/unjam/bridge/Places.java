package dev.unjam.bridge;

import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The references to what one thread holds: a few near places, and as many far ones as it takes.
 *
 * <p>A reference that is in its near place already is not stored again: taking the same few locks
 * over and over stores none. What is released stays there if it is one of the JDK's own locks, a
 * few hundred bytes at the most that refer to nothing of the host's, or the worker of a pool's
 * thread; anything else is cleared.
 *
 * <p>Written by the thread itself; others may read.
 */
final class Places {
  /** How many bits name a near place. */
  static final int NEAR_BITS = 2;

  /** How many near places there are; a place of a higher number is a far one. */
  static final int NEAR = 1 << NEAR_BITS;

  private static final int ALL_NEAR = (1 << NEAR) - 1;

  /** The JDK's own locks, the commonest first; null should one be renamed one day. */
  private static final @Nullable Class<?> ORDINARY = ofLocks("ReentrantLock$NonfairSync");

  private static final @Nullable Class<?> WRITE = ofLocks("ReentrantReadWriteLock$NonfairSync");
  private static final @Nullable Class<?> FAIR = ofLocks("ReentrantLock$FairSync");
  private static final @Nullable Class<?> FAIR_WRITE = ofLocks("ReentrantReadWriteLock$FairSync");
  private static final @Nullable Class<?> READ_LOCK = ofLocks("ReentrantReadWriteLock$ReadLock");
  private static final @Nullable Class<?> STAMPED_LOCK = ofLocks("StampedLock");

  final @Nullable Object[] near = new @Nullable Object[NEAR];
  private @Nullable Object @Nullable [] far;

  /** The one thing besides that stays. */
  private @Nullable Object kept;

  /** All far places below this one are taken. */
  private int farFrom;

  private static @Nullable Class<?> ofLocks(String name) {
    try {
      return Class.forName("java.util.concurrent.locks." + name, false, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /** Whether this is one of the JDK's own exclusive synchronizers, and so no pool's worker. */
  static boolean isOrdinary(Object lock) {
    Class<?> c = lock.getClass();
    return c == ORDINARY || c == WRITE || c == FAIR || c == FAIR_WRITE;
  }

  /**
   * The near place with this reference in it that nobody uses, or -1.
   *
   * @param used a bit for each near place in use, lowest first; higher bits mean nothing
   */
  int find(Object lock, int used) {
    @Nullable Object[] all = near;
    for (int p = 0; p < NEAR; p++) {
      if (all[p] == lock && (used & 1 << p) == 0) {
        return p;
      }
    }
    return -1;
  }

  /**
   * Puts the reference into a place that nobody uses: round robin, so that each of a few locks
   * taken in turn finds itself again.
   *
   * @param used as above
   * @param latest the near place that was filled last
   */
  int fill(Object lock, int used, int latest) {
    if ((used & ALL_NEAR) == ALL_NEAR) {
      return far(lock);
    }
    int p = latest;
    do {
      p = (p + 1) & (NEAR - 1);
    } while ((used & 1 << p) != 0);
    near[p] = lock;
    return p;
  }

  private int far(Object lock) {
    @Nullable Object[] all = far;
    if (all == null) {
      all = new @Nullable Object[NEAR];
      far = all;
    }
    int p = farFrom;
    while (p < all.length && all[p] != null) {
      p++;
    }
    if (p == all.length) {
      all = Arrays.copyOf(all, 2 * p);
      far = all;
    }
    all[p] = lock;
    farFrom = p + 1;
    return p + NEAR;
  }

  /** What is in this place, or was last if nobody uses it. */
  @Nullable Object get(int place) {
    if (place < NEAR) {
      return near[place];
    }
    @Nullable Object[] all = far;
    return all == null || place - NEAR >= all.length ? null : all[place - NEAR];
  }

  /** This one stays where it was released: it is known, and kept alive, elsewhere as well. */
  void keep(Object lock) {
    kept = lock;
  }

  /** Nobody uses this place any more; whether the reference stays there. */
  boolean vacate(int place, Object lock) {
    @Nullable Object[] all = far;
    if (place < NEAR && (isOrdinary(lock) || lock == kept || stays(lock.getClass()))) {
      return true;
    }
    if (place < NEAR) {
      near[place] = null;
    } else if (all != null) {
      all[place - NEAR] = null;
      farFrom = Math.min(farFrom, place - NEAR);
    }
    return false;
  }

  private static boolean stays(Class<?> type) {
    return type == READ_LOCK || type == Semaphore.class || type == STAMPED_LOCK;
  }
}
