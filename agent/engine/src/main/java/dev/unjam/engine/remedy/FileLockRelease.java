package dev.unjam.engine.remedy;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileLock;

/**
 * Releases a FileLock.
 *
 * <p>The JDK's own method, which any thread may call: it holds the lock object's monitor and checks
 * whether it is still valid, so that it happens once; a later {@code release()} by the former
 * holder does nothing, by itself. It waits for no I/O on the channel; where a file system hangs in
 * the system call, the remedy hangs and is left behind.
 */
final class FileLockRelease implements Release {
  @Override
  public Attempt release(Hold hold) throws IOException {
    FileLock lock = (FileLock) hold.key();
    if (!hold.isStillThere() || !lock.isValid()) {
      return new Attempt.Gone("the file lock was released");
    }
    try {
      lock.release();
      return new Attempt.Done("file lock released");
    } catch (ClosedChannelException e) {
      return new Attempt.Gone("its channel was closed, and the lock with it");
    }
  }
}
