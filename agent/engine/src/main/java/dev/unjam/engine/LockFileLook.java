package dev.unjam.engine;

import dev.unjam.engine.lease.FileSight;
import dev.unjam.engine.lease.LockFile;
import dev.unjam.engine.lease.LockFileReader;
import dev.unjam.engine.os.KernelLocks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a lock file that this JVM may hold: by {@code stat}, and where that leaves it open whose
 * it is, by what stands in it. It may hang where a file server does not answer.
 */
class LockFileLook {
  private static final int MOST_GENERATIONS = 16;

  /** Whose a lock file is by what is known of its holder. */
  enum Whose {
    OURS,

    /** A process's that this one, or a child of it, has started. */
    CHILDS,
    ANOTHERS,
    NOBODYS,

    /** Somebody unknown has locked it, or a lock that its closing would drop cannot be seen. */
    UNTOLD
  }

  /**
   * What it looks like, or null where it is not there.
   *
   * @throws IOException where it cannot be told
   */
  @Nullable FileSight at(Path file) throws IOException {
    return FileSight.of(file);
  }

  /** Whose it is: who has an OS lock on it, and where nobody has, whom it names. */
  Whose whose(Path file) {
    if (!KernelLocks.areSeen()) {
      return Whose.UNTOLD;
    }
    OptionalLong locker = KernelLocks.now().holder(file);
    if (locker.isPresent()) {
      return locker.getAsLong() > 0 ? of(locker.getAsLong()) : Whose.UNTOLD;
    }
    LockFile read = LockFileReader.read(file).orElse(null);
    Long pid = read == null ? null : read.pid();
    if (read == null || pid == null) {
      return Whose.NOBODYS;
    }
    return of(pid);
  }

  /**
   * What else a file says of its holder, such as a start or a host, is in each program's own way.
   */
  private static Whose of(long pid) {
    if (pid == ProcessHandle.current().pid()) {
      return Whose.OURS;
    }
    return isDescendant(pid) ? Whose.CHILDS : Whose.ANOTHERS;
  }

  private static boolean isDescendant(long pid) {
    ProcessHandle us = ProcessHandle.current();
    Optional<ProcessHandle> at = ProcessHandle.of(pid);
    for (int i = 0; i < MOST_GENERATIONS && at.isPresent(); i++) {
      at = at.get().parent();
      if (at.filter(us::equals).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
