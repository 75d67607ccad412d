package dev.unjam.engine.remedy;

import dev.unjam.bridge.Fence;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.WriteFences;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a holder from the lock file that is being taken from it, along with those that it lost
 * before. The remedy's thread only.
 *
 * <p>A remedy that was left behind may come back while another one takes the next lock file from
 * the same thread: each adds and takes away its own alone.
 */
final class LostLease {
  /** For moments only, with nothing but memory touched. */
  private static final Object FENCES = new Object();

  private final Hold hold;
  private final LeaseRecord lease;
  private final ThreadRecord owner;
  private List<LeaseRecord> dropped = List.of();
  private boolean added;

  LostLease(Hold hold, LeaseRecord lease) {
    this.hold = hold;
    this.lease = lease;
    this.owner = hold.owner();
  }

  /**
   * Fences the holder, unless it is past the fence already and about to delete the file: by then it
   * might be the next holder's. Its stack is asked for after the fence was set, so it shows whoever
   * did not see that.
   *
   * @param graceMillis as for {@link LeaseRecord#lostIn}
   */
  boolean fence(long graceMillis) {
    add();
    boolean fenced = false;
    try {
      // A thread's class may be the host's, and tell its stack in its own way, or not at all.
      StackTraceElement[] stack = owner.thread.getStackTrace();
      fenced = !FileFrames.removing(stack);
      if (fenced) {
        lease.lostIn(stack, graceMillis);
      }
    } finally {
      if (!fenced) {
        unfence();
      }
    }
    return fenced;
  }

  /** Whether the holder, if it is there, is about to delete a file: this one, perhaps. */
  boolean isRemoving() {
    return !hold.isOrphan() && FileFrames.removing(owner.thread.getStackTrace());
  }

  /** Where the task that had it has ended meanwhile, the thread's next one is innocent. */
  private void add() {
    synchronized (FENCES) {
      if (hold.task() != owner.task()) {
        return;
      }
      List<LeaseRecord> all = new ArrayList<>(lost());
      all.removeIf(LeaseRecord::isLossOver);
      if (all.contains(lease)) {
        return;
      }
      all.add(lease);
      int tooMany = Math.max(0, all.size() - WriteFences.MOST);
      dropped = List.copyOf(all.subList(0, tooMany));
      set(all.subList(tooMany, all.size()));
      added = true;
    }
  }

  /** What was taken from this very task. */
  private List<LeaseRecord> lost() {
    Fence fence = owner.fence();
    return fence == null || fence.task() != hold.task()
        ? List.of()
        : fence.taken().stream()
            .filter(LeaseRecord.class::isInstance)
            .map(LeaseRecord.class::cast)
            .toList();
  }

  private void set(List<LeaseRecord> all) {
    owner.fence(new Fence(hold.task(), List.copyOf(all), hold.until(), hold.message()));
  }

  /** From whom nothing was taken nothing is kept. */
  void unfence() {
    synchronized (FENCES) {
      List<LeaseRecord> others = new ArrayList<>(lost());
      if (!added || !others.remove(lease)) {
        return;
      }
      // Those that went to make room for it are kept as well again.
      List<LeaseRecord> all = new ArrayList<>(dropped);
      all.addAll(others);
      dropped = List.of();
      if (all.isEmpty()) {
        owner.fence(null);
      } else {
        set(all);
      }
    }
  }

  /** What it lost before and is not kept from any more, for there was too much. */
  List<LeaseRecord> dropped() {
    return dropped;
  }
}
