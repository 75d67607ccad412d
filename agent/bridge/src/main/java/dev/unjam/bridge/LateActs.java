package dev.unjam.bridge;

import java.io.File;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps who lost a lock file from the next holder's.
 *
 * <p>Its first late release is absorbed, and each further one as long as somebody else's living
 * lock lies there. It takes the lock anew by creating the file itself where none is, some time
 * after it lost that.
 */
final class LateActs {
  private static volatile @Nullable Predicate<String> living;

  private LateActs() {}

  static void living(@Nullable Predicate<String> whether) {
    living = whether;
  }

  /** Before this lock file is created exclusively, which leaves another's as it is. */
  static @Nullable QuotaExceededException creating(ThreadRecord r, String path) {
    Fence fence = r.fence();
    LeaseRecord lost = fence == null ? null : fence.lost(r, path);
    return fence == null || lost == null || fence.isLate()
        ? null
        : refusal(r, path, fence.message(), lost.incident());
  }

  /** Before another file comes into its place; work that the former holder handed over as well. */
  static @Nullable QuotaExceededException replacing(ThreadRecord r, String path) {
    Fence fence = r.fence();
    LeaseRecord lost = fence == null ? null : fence.lost(r, path);
    if (fence != null && lost != null) {
      return fence.isLate() && !isAnothers(r, path)
          ? null
          : refusal(r, path, fence.message(), lost.incident());
    }
    WriteFence bound = WriteFences.overLock(r, path);
    return bound == null || !isAnothers(r, path)
        ? null
        : refusal(r, path, bound.message(), bound.incident());
  }

  private static QuotaExceededException refusal(
      ThreadRecord r, String path, String message, @Nullable String incident) {
    Zombies.absorbed(r, "acquire", path, incident);
    return new QuotaExceededException(message, null);
  }

  /** Before it is deleted or renamed away: whether that is not done, and counts as done. */
  static boolean isAbsorbed(ThreadRecord r, String path) {
    Fence fence = r.fence();
    LeaseRecord lost = fence == null ? null : fence.lost(r, path);
    if (lost == null
        || LeaseHooks.isHeldBy(r, path)
        || (lost.loss.isReturned() && !isAnothers(r, path))) {
      return false;
    }
    lost.loss.returned();
    Zombies.absorbed(r, "delete", path, lost.incident());
    return true;
  }

  /**
   * Whether a living lock of somebody else's lies there. A thread of this JVM's that has it is
   * known; else the file is asked, which costs nobody anything who lost no lock.
   */
  private static boolean isAnothers(ThreadRecord r, String path) {
    LeaseRecord now = LeaseHooks.heldNow(path);
    if (LeaseHooks.isHeld(now)) {
      return !LeaseHooks.isHeldBy(r, path);
    }
    Predicate<String> asked = living;
    try {
      return asked == null ? new File(path).exists() : asked.test(path);
    } catch (RuntimeException | LinkageError e) {
      Faults.suppress(e);
      return true;
    }
  }
}
