package dev.unjam.bridge;

import java.io.File;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps who lost a lock file, and work that it handed over, from the next holder's.
 *
 * <p>The first late deletion is absorbed, and each further one as long as somebody else's living
 * lock lies there; but for a file that surely is this process's and no thread's, which a heartbeat
 * that came late may have made, or a taking over that is no hold. What cannot be told as done is
 * refused: to move it away, and to make it anew by a write. The former holder takes the lock anew
 * by creating the file itself where none is, some time after it lost that.
 */
public final class LateActs {
  private static volatile @Nullable Predicate<String> living;
  private static volatile @Nullable Predicate<String> ours;

  private LateActs() {}

  /**
   * Sets who looks whether a lock file that no thread of this JVM has made may have a living
   * holder: true where that cannot be told, false where it is stale or not there; null for nobody.
   * It is asked on threads of the host's, and may read the file.
   */
  public static void living(@Nullable Predicate<String> whether) {
    living = whether;
  }

  /** The same of whether it is surely this process's own: false where that cannot be told. */
  public static void ours(@Nullable Predicate<String> whether) {
    ours = whether;
  }

  /**
   * What the calling thread has lost, or whom it works for.
   *
   * @param mayReplace whether it may take the lock anew where nobody has it
   * @param bound the fence that binds work, or null for who lost it itself
   */
  private record Lost(
      LeaseRecord lease, String message, boolean mayReplace, @Nullable WriteFence bound) {
    static @Nullable Lost of(ThreadRecord r, String path) {
      Fence fence = r.fence();
      LeaseRecord lease = fence == null ? null : fence.lost(r, path);
      if (fence != null && lease != null && !worksForHolder(r, path)) {
        return new Lost(lease, fence.message(), fence.isLate(), null);
      }
      WriteFence bound = WriteFences.any() ? WriteFences.overLock(r, path) : null;
      return bound == null ? null : new Lost(bound.lock(), bound.message(), true, bound);
    }

    boolean byWork() {
      return bound != null;
    }

    /** Whether the thread that lost it is at work by now that the next holder handed over. */
    private static boolean worksForHolder(ThreadRecord r, String path) {
      LeaseRecord now = LeaseHooks.heldNow(path);
      return now != null
          && !now.isReleased()
          && now.owner() != r
          && WriteFence.isAtWorkFor(r, now.owner());
    }

    QuotaExceededException refuse(ThreadRecord r, String act) {
      Zombies.absorbed(r, act, lease.path(), lease.incident());
      return new QuotaExceededException(message, null);
    }

    /** It has tried what it thinks is its release; of a thread's own the stack tells more. */
    void returned() {
      if (!byWork()) {
        lease.loss.returned();
      }
    }

    /** Whether it may not delete what lies there; of a file that was removed. */
    boolean isKept(ThreadRecord r, String path) {
      if (LeaseHooks.isHeld(LeaseHooks.heldNow(path))) {
        return isKeptFromHeld(r, path);
      }
      return !lease.seizure.hasAbsorbed(byWork()) || (!isOurs(path) && isLiving(path));
    }

    /** The same of a move. Where nothing is there it fails in any case: then with why. */
    boolean isKeptThere(ThreadRecord r, String path) {
      if (LeaseHooks.isHeld(LeaseHooks.heldNow(path))) {
        return isKeptFromHeld(r, path);
      }
      return !LeasePaths.isThere(path) || isLiving(path);
    }

    /**
     * A thread of this JVM has it. Work may be a worker's that serves that one as well, and gives
     * it back: it is kept from that once at the most, and only where it does nothing for anybody
     * but its own holder, as far as can be told.
     */
    private boolean isKeptFromHeld(ThreadRecord r, String path) {
      LeaseRecord now = LeaseHooks.heldNow(path);
      if (now == null || now.owner() == r) {
        return false;
      }
      return bound == null
          || (!lease.seizure.hasAbsorbed(true)
              && !bound.hasServed()
              && WriteFence.isForItsHolderAlone(r, now.since()));
    }

    /** Whether what it puts in the place of another file is to be refused. */
    boolean isKeptFromReplacing(ThreadRecord r, String path) {
      LeaseRecord now = LeaseHooks.heldNow(path);
      if (byWork() && now != lease && LeaseHooks.isHeld(now)) {
        // The heartbeat of all sessions, perhaps, of which this one has another holder by now.
        return false;
      }
      // A heartbeat would make anew what was removed; who takes a lock does it exclusively.
      boolean remade = byWork() && lease.isReleased() && !LeasePaths.isThere(path);
      return !mayReplace || remade || isAnothers(r, path);
    }
  }

  /** Before this lock file is created exclusively, which leaves another's as it is. */
  static @Nullable QuotaExceededException creating(ThreadRecord r, String path) {
    Lost lost = Lost.of(r, path);
    return lost == null || lost.mayReplace ? null : lost.refuse(r, "acquire");
  }

  /** Before another file comes into its place. */
  static @Nullable QuotaExceededException replacing(ThreadRecord r, String path) {
    Lost lost = Lost.of(r, path);
    return lost == null || !lost.isKeptFromReplacing(r, path) ? null : lost.refuse(r, "acquire");
  }

  /** Before it is opened to be written to, and made if it is not there. */
  static @Nullable QuotaExceededException renewing(ThreadRecord r, String path) {
    Lost lost = Lost.of(r, path);
    return lost == null
            || !lost.lease.isReleased()
            || LeaseHooks.isHeldBy(r, path)
            || LeasePaths.isThere(path)
        ? null
        : lost.refuse(r, "acquire");
  }

  /** Before it is moved away, which cannot count as done: the target would not be there. */
  static @Nullable QuotaExceededException moving(ThreadRecord r, String path) {
    Lost lost = Lost.of(r, path);
    if (lost == null
        || !(lost.lease.isReleased() ? lost.isKeptThere(r, path) : lost.lease.seizure.hasBegun())) {
      return null;
    }
    lost.returned();
    if (lost.byWork()) {
      lost.lease.seizure.absorbed(true);
    }
    return lost.refuse(r, "move");
  }

  /** Before it is deleted: whether that is not done, and counts as done. */
  static boolean isAbsorbed(ThreadRecord r, String path) {
    Lost lost = Lost.of(r, path);
    if (lost == null
        || !(lost.lease.isReleased() ? lost.isKept(r, path) : lost.lease.seizure.owes())) {
      return false;
    }
    lost.returned();
    lost.lease.seizure.absorbed(lost.byWork());
    Zombies.absorbed(r, "delete", path, lost.lease.incident());
    return true;
  }

  /**
   * Whether a living lock of somebody else's lies there. A thread of this JVM's that has it is
   * known; else the file is asked, which costs nobody anything who lost no lock.
   */
  private static boolean isAnothers(ThreadRecord r, String path) {
    return LeaseHooks.isHeld(LeaseHooks.heldNow(path))
        ? !LeaseHooks.isHeldBy(r, path)
        : isLiving(path);
  }

  private static boolean isLiving(String path) {
    Predicate<String> asked = living;
    return asked == null ? new File(path).exists() : test(asked, path, true);
  }

  private static boolean isOurs(String path) {
    Predicate<String> asked = ours;
    return asked != null && test(asked, path, false);
  }

  private static boolean test(Predicate<String> asked, String path, boolean unknown) {
    try {
      return asked.test(path);
    } catch (RuntimeException | LinkageError e) {
      Faults.suppress(e);
      return unknown;
    }
  }
}
