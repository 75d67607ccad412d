package dev.unjam.engine.lease;

import dev.unjam.engine.os.Container;
import dev.unjam.engine.os.KernelLocks;
import dev.unjam.engine.os.Machine;
import dev.unjam.engine.os.ProcessProbe;
import dev.unjam.engine.os.SharedStore;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Says of a lock file whether this very process surely wrote it: its pid is ours, and nobody else's
 * who may have the folder as well.
 */
public final class WrittenHere {
  private final ProcessProbe probe;
  private final Machine here;
  private final boolean contained;
  private final boolean shared;

  /**
   * Of one folder.
   *
   * @param contained whether other containers may have it, where our pid is another's
   * @param shared whether other machines may
   */
  WrittenHere(ProcessProbe probe, Machine here, boolean contained, boolean shared) {
    this.probe = probe;
    this.here = here;
    this.contained = contained;
    this.shared = shared;
  }

  /**
   * Reads the file, unless the kernel has a lock on it. What cannot be told is not ours. On any
   * thread.
   *
   * @param onlyContainer whether no other container works on these folders, which cannot be seen
   */
  public static boolean surely(Path lock, boolean onlyContainer) {
    Path folder = lock.toAbsolutePath().getParent();
    // Not opened where the kernel has a lock on it: that may be this JVM's, and would be dropped.
    if (folder == null || KernelLocks.now().holder(lock).isPresent()) {
      return false;
    }
    return LockFileReader.read(lock)
        .filter(file -> isOurPid(file))
        .map(
            file ->
                new WrittenHere(
                        ProcessProbe.ofThisMachine(),
                        Machine.here(),
                        !onlyContainer && Container.isOne() && !Container.isOwn(folder),
                        SharedStore.under(folder).isPresent())
                    .wrote(file))
        .orElse(false);
  }

  boolean wrote(LockFile file) {
    if (!isOurPid(file) || Elsewhere.why(file.payload(), here) != null) {
      return false;
    }
    Long start = file.starttime();
    if (start != null && StartTimes.areTicks(start)) {
      long pid = ProcessHandle.current().pid();
      OptionalLong ours = probe.startTime(pid);
      if (ours.isEmpty() || ours.getAsLong() == start) {
        return ours.isPresent();
      }
      if (!StartTimes.isInAnotherUnit(start, ours.getAsLong(), probe.startedAt(pid))) {
        return false;
      }
    }
    boolean host = file.payload().text("hostname", "host") != null;
    boolean namespace = file.payload().text(LockPayload.NAMESPACE) != null;
    return (!shared || host) && (!contained || host || namespace);
  }

  private static boolean isOurPid(LockFile file) {
    Long pid = file.pid();
    return file.problem() == null && pid != null && pid == ProcessHandle.current().pid();
  }
}
