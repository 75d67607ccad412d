package dev.unjam.engine;

import dev.unjam.engine.lease.FileSight;
import dev.unjam.engine.lease.LockFile;
import dev.unjam.engine.lease.LockFileReader;
import dev.unjam.engine.lease.WrittenHere;
import dev.unjam.engine.os.KernelLocks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a lock file that this JVM may hold: by {@code stat}, and where that leaves it open whose
 * it is, by what stands in it. It may hang where a file server does not answer.
 */
class LockFileLook {
  /** Whose a lock file is by what is known of its holder. */
  enum Whose {
    OURS,
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
    Whose whose = of(pid);
    return whose == Whose.OURS && !WrittenHere.maybe(read) ? Whose.ANOTHERS : whose;
  }

  private static Whose of(long pid) {
    return pid == ProcessHandle.current().pid() ? Whose.OURS : Whose.ANOTHERS;
  }
}
