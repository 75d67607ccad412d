package dev.unjam.bridge;

import java.lang.ref.WeakReference;
import java.nio.channels.FileLock;

/**
 * A FileLock that a thread of this JVM has acquired.
 *
 * <p>Weak: a channel that the host has lost is closed by the collector, and its lock goes with it.
 */
public final class FileLockRecord extends WeakReference<FileLock> {
  FileLockRecord(FileLock lock) {
    super(lock);
  }

  /** Whether the lock is there: neither released, nor its channel closed or lost. */
  public boolean isValid() {
    FileLock lock = get();
    return lock != null && lock.isValid();
  }
}
