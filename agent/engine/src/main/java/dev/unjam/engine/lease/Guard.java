package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one remover at a time work on a folder, over all processes.
 *
 * <p>The operating system's lock is on a file of its own that is never deleted: a lock on a file
 * that can be replaced lets two winners through. Within this JVM a lock of ours goes before it, as
 * closing the guard file in one thread would drop what another thread has on it.
 */
final class Guard {
  static final String NAME = ".unjam.guard";

  private static final ReentrantLock IN_THIS_JVM = new ReentrantLock();
  private static final long PAUSE_NANOS = 2_000_000;

  private final Duration patience;

  Guard(Duration patience) {
    this.patience = patience;
  }

  /**
   * Does something while nobody else removes anything in that folder; {@code Refused} where others
   * kept the guard for longer than the patience.
   */
  RemoveOutcome whileHeld(Path folder, Removal removal) {
    long deadline = System.nanoTime() + patience.toNanos();
    if (!lockInThisJvm()) {
      return busy();
    }
    try (FileChannel channel = open(folder);
        FileLock lock = await(channel, deadline)) {
      return lock == null ? busy() : removal.remove();
    } catch (IOException e) {
      return new RemoveOutcome.Failed(
          "the guard file " + NAME + " in its folder cannot be used: " + Why.of(e));
    } catch (RuntimeException e) {
      return new RemoveOutcome.Failed(e.toString());
    } finally {
      IN_THIS_JVM.unlock();
    }
  }

  private boolean lockInThisJvm() {
    try {
      return IN_THIS_JVM.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static FileChannel open(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    try {
      FileChannel made =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      giveTo(folder, file);
      return made;
    } catch (FileAlreadyExistsException e) {
      return FileChannel.open(file, StandardOpenOption.WRITE);
    }
  }

  /** A doctor that root runs once must not shut the gateway's own sweeps out for ever. */
  private static void giveTo(Path folder, Path file) {
    try {
      UserPrincipal owner = Files.getOwner(folder);
      if (!owner.equals(Files.getOwner(file))) {
        Files.setOwner(file, owner);
      }
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      return; // it stays ours, and whoever may not open it says so
    }
  }

  private static @Nullable FileLock await(FileChannel channel, long deadline) throws IOException {
    FileLock lock = channel.tryLock();
    while (lock == null
        && System.nanoTime() < deadline
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(PAUSE_NANOS);
      lock = channel.tryLock();
    }
    return lock;
  }

  private static RemoveOutcome busy() {
    return new RemoveOutcome.Refused("another process is removing lock files in this folder");
  }

  /** What is done while the guard is held. */
  interface Removal {
    RemoveOutcome remove() throws IOException;
  }
}
