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
        .filter(WrittenHere::isOurPid)
        .map(file -> in(folder, onlyContainer).wrote(file))
        .orElse(false);
  }

  private static WrittenHere in(Path folder, boolean onlyContainer) {
    return new WrittenHere(
        ProcessProbe.ofThisMachine(),
        Machine.here(),
        !onlyContainer && Container.isOne() && !Container.isOwn(folder),
        SharedStore.under(folder).isPresent());
  }

  /**
   * Says of a lock file that was read whether this very process may have written it: it names our
   * pid, no other start, and where others may have the folder as well nobody else; on any thread.
   */
  public static boolean maybe(LockFile file) {
    Path folder = file.path().toAbsolutePath().getParent();
    return isOurPid(file)
        && (folder == null || file.fields().size() <= 1 || in(folder, false).mayHave(file));
  }

  boolean mayHave(LockFile file) {
    return isOurPid(file)
        && !startedAtAnother(file, probe.startTime(ProcessHandle.current().pid()))
        && !((contained || shared) && Elsewhere.isSurely(file.payload(), here));
  }

  boolean wrote(LockFile file) {
    if (!isOurPid(file) || Elsewhere.why(file.payload(), here) != null) {
      return false;
    }
    Long start = file.starttime();
    if (start != null && StartTimes.areTicks(start)) {
      OptionalLong ours = probe.startTime(ProcessHandle.current().pid());
      if (ours.isEmpty() || ours.getAsLong() == start) {
        return ours.isPresent();
      }
      if (startedAtAnother(file, ours)) {
        return false;
      }
    }
    boolean host = file.payload().text("hostname", "host") != null;
    boolean namespace = file.payload().text(LockPayload.NAMESPACE) != null;
    return (!shared || host) && (!contained || host || namespace);
  }

  /** Whether it says another start than ours, in whichever unit. */
  private boolean startedAtAnother(LockFile file, OptionalLong ours) {
    Long start = file.starttime();
    return start != null
        && StartTimes.areTicks(start)
        && ours.isPresent()
        && ours.getAsLong() != start
        && !StartTimes.isInAnotherUnit(
            start, ours.getAsLong(), probe.startedAt(ProcessHandle.current().pid()));
  }

  private static boolean isOurPid(LockFile file) {
    Long pid = file.pid();
    return file.problem() == null && pid != null && pid == ProcessHandle.current().pid();
  }
}
