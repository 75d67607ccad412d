package dev.unjam.bridge;

import java.nio.channels.FileLock;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Records which FileLocks a thread has acquired and nobody has released yet. */
public final class FileLockHooks {
  /** A power of two; a lock that loses its place may be recorded twice, and no more than that. */
  private static final int PLACES = 256;

  /** The locks that came as the result of something asynchronous. */
  private static final AtomicReferenceArray<@Nullable FileLockRecord> GRANTED =
      new AtomicReferenceArray<>(PLACES);

  private FileLockHooks() {}

  /** The calling thread has acquired this lock, or none. */
  public static void acquired(@Nullable Object lock) {
    if (!Bridge.isOn() || !(lock instanceof FileLock given)) {
      return;
    }
    ThreadRecord r = Threads.mine();
    if (!r.exempt) {
      drop(r, null);
      r.push(new FileLockRecord(given));
    }
  }

  /**
   * The calling thread was given what an asynchronous operation came to: where that is a lock, who
   * is given it first holds it. A future's result can be taken again, by others too.
   */
  public static void granted(@Nullable Object result) {
    if (result instanceof FileLock lock
        && Bridge.isOn()
        && lock.isValid()
        && isFirst(lock, System.identityHashCode(lock) & (PLACES - 1))) {
      acquired(lock);
    }
  }

  private static boolean isFirst(FileLock lock, int place) {
    FileLockRecord before = GRANTED.getAndSet(place, new FileLockRecord(lock));
    return before == null || !before.refersTo(lock);
  }

  /** The lock was released, or its channel closed, by whichever thread; on that thread. */
  public static void released(Object lock) {
    ThreadRecord r = Bridge.isOn() ? Threads.mineIfAny() : null;
    if (r != null && r.depth() > 0 && lock instanceof FileLock given) {
      drop(r, given);
      HoldHooks.letGo(r);
    }
  }

  private static void drop(ThreadRecord r, @Nullable FileLock gone) {
    for (int i = r.depth() - 1; i >= 0; i--) {
      if (r.keyAt(i) instanceof FileLockRecord f
          && (!f.isValid() || (gone != null && f.refersTo(gone)))) {
        r.removeAt(i);
      }
    }
  }
}
