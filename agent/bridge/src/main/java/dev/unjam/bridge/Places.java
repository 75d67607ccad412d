package dev.unjam.bridge;

import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The references to what one thread holds: a few near places, and as many far ones as it takes.
 *
 * <p>A reference that is in its near place already is not stored again: taking the same few locks
 * over and over stores none. What is released stays there if it is one of the JDK's own locks, a
 * few hundred bytes at the most that refer to nothing of the host's; anything else is cleared.
 *
 * <p>Written by the thread itself; others may read.
 */
final class Places {
  /** How many near places there are; a place of a higher number is a far one. */
  static final int NEAR = 4;

  /** By far the commonest synchronizer; null should it have another name one day. */
  static final @Nullable Class<?> ORDINARY = ofLocks("ReentrantLock$NonfairSync");

  private static final @Nullable Class<?> FAIR = ofLocks("ReentrantLock$FairSync");
  private static final @Nullable Class<?> READ_LOCK = ofLocks("ReentrantReadWriteLock$ReadLock");
  private static final @Nullable Class<?> STAMPED_LOCK = ofLocks("StampedLock");

  private final @Nullable Object[] near = new @Nullable Object[NEAR];
  private int filled;
  private @Nullable Object @Nullable [] far;

  private static @Nullable Class<?> ofLocks(String name) {
    try {
      return Class.forName("java.util.concurrent.locks." + name, false, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /**
   * A place with this reference in it.
   *
   * @param used a bit for each near place in use, lowest first; higher bits mean nothing
   */
  int take(Object lock, int used) {
    int p = filled;
    return near[p] == lock && (used & 1 << p) == 0 ? p : other(lock, used);
  }

  private int other(Object lock, int used) {
    int free = -1;
    for (int i = 1; i <= NEAR; i++) {
      int p = (filled + i) & (NEAR - 1);
      if ((used & 1 << p) == 0) {
        if (near[p] == lock) {
          filled = p;
          return p;
        }
        free = free < 0 ? p : free;
      }
    }
    return free < 0 ? far(lock) : fill(free, lock);
  }

  /** Round robin, so that each of a few locks taken in turn finds itself again. */
  private int fill(int p, Object lock) {
    filled = p;
    near[p] = lock;
    return p;
  }

  private int far(Object lock) {
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

  /** What is in this place, or was last if nobody uses it. */
  @Nullable Object get(int place) {
    if (place < NEAR) {
      return near[place];
    }
    @Nullable Object[] all = far;
    return all == null || place - NEAR >= all.length ? null : all[place - NEAR];
  }

  /** Nobody uses this place any more. */
  void vacate(int place, Object lock) {
    @Nullable Object[] all = far;
    if (place >= NEAR) {
      if (all != null) {
        all[place - NEAR] = null;
      }
    } else if (lock.getClass() != ORDINARY && !stays(lock.getClass())) {
      near[place] = null;
    }
  }

  private static boolean stays(Class<?> type) {
    return type == READ_LOCK || type == Semaphore.class || type == STAMPED_LOCK || type == FAIR;
  }
}
