package dev.unjam.engine.os;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds out whether somebody has a record lock on a file by taking one for a moment: what {@link
 * LockQuery} does, for when no native code may be loaded.
 *
 * <p>It opens the file, and closing it drops every POSIX lock that this process has on it: only for
 * processes that hold none.
 */
public final class LockTry {
  private LockTry() {}

  /**
   * Returns -1 where somebody has one; empty where nobody has, and where that cannot be found out.
   */
  public static OptionalLong holder(Path file) {
    try (FileChannel channel =
            FileChannel.open(file, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        FileLock lock = channel.tryLock()) {
      return lock == null ? OptionalLong.of(-1) : OptionalLong.empty();
    } catch (OverlappingFileLockException e) {
      return OptionalLong.of(ProcessHandle.current().pid());
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
