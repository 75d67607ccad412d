package dev.unjam.engine.lease;

import dev.unjam.engine.os.KernelLocks;
import dev.unjam.engine.os.Machine;
import dev.unjam.engine.os.ProcessProbe;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Predicate;

/** Says of a lock file whether somebody may be living who holds it. */
public final class LivingHolders {
  private LivingHolders() {}

  /**
   * For a gateway that has not begun: asks whether this JVM holds it, and then the file; one that
   * is stale, or not there, has no living holder.
   *
   * @param heldHere says of a path whether a thread of this JVM has made that lock
   * @param onlyContainer whether no other container works on these folders, which cannot be seen
   */
  public static Predicate<Path> of(Predicate<Path> heldHere, boolean onlyContainer) {
    Judge judge = Judge.gateway(ProcessProbe.ofThisMachine(), Machine.here(), onlyContainer, true);
    Predicate<Path> living =
        lock ->
            LockFileReader.read(lock)
                .map(file -> judge.judge(file, Instant.now()).verdict() != Verdict.STALE)
                .orElse(false);
    // Not opened where the kernel has a lock on it: that may be this JVM's, and would be dropped.
    return heldHere.or(lock -> KernelLocks.now().holder(lock).isPresent()).or(living);
  }

  /**
   * For a gateway that runs, of a lock file that no thread of this JVM is known to have made: asks
   * the file, unless the kernel has a lock on it. What cannot be told counts as living. On any
   * thread, an interrupted one too: it stays interrupted.
   */
  public static boolean mayHold(Path lock, boolean onlyContainer) {
    boolean interrupted = Thread.interrupted();
    try {
      // One that comes now may close what was being read.
      return mayBeHeld(lock, onlyContainer) || Thread.currentThread().isInterrupted();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean mayBeHeld(Path lock, boolean onlyContainer) {
    // Not opened where the kernel has a lock on it: that may be this JVM's, and would be dropped.
    return KernelLocks.now().holder(lock).isPresent()
        || LockFileReader.read(lock)
            .map(file -> judge(onlyContainer).judge(file, Instant.now()).verdict() != Verdict.STALE)
            .orElse(false);
  }

  private static Judge judge(boolean onlyContainer) {
    return Judge.gateway(ProcessProbe.ofThisMachine(), Machine.here(), onlyContainer, false);
  }
}
