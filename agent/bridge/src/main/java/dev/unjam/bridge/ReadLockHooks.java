package dev.unjam.bridge;

/**
 * Records the read locks of ReentrantReadWriteLocks that a thread holds.
 *
 * <p>One entry for each; its own number is how often the thread holds it. Nobody but that thread
 * can release it.
 */
public final class ReadLockHooks {
  private ReadLockHooks() {}

  /** The calling thread has acquired the read lock, for the first time or again. */
  public static void acquired(Object readLock) {
    if (!Bridge.isOn()) {
      return;
    }
    ThreadRecord r = Threads.mine();
    if (r.exempt) {
      return;
    }
    int i = r.newest(readLock);
    if (i >= 0 && !r.taskEndedAt(i)) {
      r.extraAt(i, r.extraAt(i) + 1);
    } else {
      r.pushWith(readLock, 1);
    }
  }

  /** The calling thread has released it once. */
  public static void released(Object readLock) {
    if (!Bridge.isOn()) {
      return;
    }
    ThreadRecord r = Threads.mineIfThere();
    if (r == null || r.exempt) {
      return;
    }
    int i = r.newest(readLock);
    if (i < 0) {
      return;
    }
    long times = r.extraAt(i);
    if (times > 1) {
      r.extraAt(i, times - 1);
    } else {
      r.removeAt(i);
      HoldHooks.letGo(r);
    }
  }
}
