package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets one remover at a time work on a folder, over all processes.
 *
 * <p>The operating system's lock is on a file of its own, empty for ever, that we never delete: a
 * lock on a file that can be replaced lets two winners through. Where somebody else has replaced
 * it, as a clean-up might, whoever waited on the old one notices and begins anew; only a remover
 * that is inside at that very moment does not. The kernel gives the lock back when its holder is
 * killed.
 *
 * <p>Within this JVM a lock of ours goes before it, one for each folder: closing the guard file in
 * one thread would drop what another thread has on it, and a thread that a dead file server keeps
 * must not keep the others from the other folders.
 */
final class Guard {
  static final String NAME = ".unjam.guard";

  private static final FolderLocks IN_THIS_JVM = new FolderLocks();
  private static final long PAUSE_NANOS = 2_000_000;
  private static final String KEPT_HERE =
      "another removal of this process's in this folder takes long";

  private final Duration patience;

  Guard(Duration patience) {
    this.patience = patience;
  }

  /**
   * Does something while nobody else removes anything in that folder; {@code Refused} for now where
   * one of this JVM's threads, or another process, kept the guard for longer than the patience.
   */
  RemoveOutcome whileHeld(Path folder, Removal removal) {
    long begun = System.nanoTime();
    try (FolderLock here = IN_THIS_JVM.lock(folder, patience)) {
      // Of its patience with other processes there is a tenth left, however long it was in a queue.
      long waited = Math.min(System.nanoTime() - begun, patience.toNanos() / 10 * 9);
      return here == null
          ? new RemoveOutcome.Refused(KEPT_HERE, true)
          : whileAlone(folder, System.nanoTime() + patience.toNanos() - waited, removal);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new RemoveOutcome.Refused("the thread was interrupted", true);
    } catch (IOException e) {
      return new RemoveOutcome.Failed(
          "the guard file " + NAME + " in its folder cannot be used: " + Why.of(e));
    } catch (RuntimeException e) {
      return new RemoveOutcome.Failed(e.toString());
    }
  }

  private static RemoveOutcome whileAlone(Path folder, long deadline, Removal removal)
      throws IOException {
    Path file = folder.resolve(NAME);
    do {
      FileIdentity meant = GuardFile.existing(folder, file);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
          FileLock lock = await(channel, deadline)) {
        if (lock == null) {
          return busy();
        }
        if (meant.isSameFile(FileIdentity.of(file))) {
          return removal.remove();
        }
      }
    } while (System.nanoTime() < deadline);
    return busy();
  }

  private static @Nullable FileLock await(FileChannel channel, long deadline) throws IOException {
    while (true) {
      // Looked at before the try: who was stopped for longer than all of it has a try afterwards.
      boolean last = System.nanoTime() >= deadline || Thread.currentThread().isInterrupted();
      FileLock lock = tryLock(channel);
      if (lock != null || last) {
        return lock;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** An agent that was detached, and had a remover left behind, may still have it in this JVM. */
  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static RemoveOutcome busy() {
    return new RemoveOutcome.Refused("another process is removing lock files in this folder", true);
  }

  /** What is done while the guard is held. */
  interface Removal {
    RemoveOutcome remove() throws IOException;
  }
}
