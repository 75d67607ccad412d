package dev.unjam.bridge;

import java.nio.channels.FileLock;
import org.jspecify.annotations.Nullable;

/** Records which FileLocks a thread has acquired and nobody has released yet. */
public final class FileLockHooks {
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
