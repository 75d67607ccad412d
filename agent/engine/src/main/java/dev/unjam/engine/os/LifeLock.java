package dev.unjam.engine.os;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A lock on a file that lasts until it is closed or this process ends, however that ends.
 *
 * <p>One of the open file itself (Linux 3.15), which the JDK has none of: its own go when anybody
 * in this process opens the file and closes it, and who lives must not look dead for that.
 */
public final class LifeLock implements AutoCloseable {
  // fcntl.h of 64-bit Linux
  private static final int F_OFD_SETLK = 37;

  private final LibC calls;
  private final int descriptor;

  private LifeLock(LibC calls, int descriptor) {
    this.calls = calls;
    this.descriptor = descriptor;
  }

  /** Whether there is such a thing here; loads native code. */
  public static boolean isPossible() {
    return NativeCalls.get().filter(calls -> LockQuery.isOfKnownLayout()).isPresent();
  }

  /**
   * Takes it without waiting; empty where others have a lock on the file, and where it cannot be
   * had here.
   */
  public static Optional<LifeLock> on(Path file) {
    return NativeCalls.get()
        .filter(calls -> LockQuery.isOfKnownLayout())
        .flatMap(calls -> on(calls, file));
  }

  private static Optional<LifeLock> on(LibC calls, Path file) {
    try (Memory flock = new Memory(LockQuery.SIZE)) {
      int descriptor = calls.openForWriting(LockQuery.bytes(file));
      flock.clear();
      flock.setShort(LockQuery.TYPE, LockQuery.F_WRLCK);
      try {
        calls.control(descriptor, F_OFD_SETLK, flock);
        return Optional.of(new LifeLock(calls, descriptor));
      } catch (LastErrorException e) {
        calls.close(descriptor);
        return Optional.empty();
      }
    } catch (LastErrorException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    try {
      calls.close(descriptor);
    } catch (LastErrorException e) {
      return; // the descriptor is given back all the same
    }
  }
}
