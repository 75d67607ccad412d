package dev.unjam.engine.remedy;

import dev.unjam.bridge.Fence;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.WriteFences;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a holder from the lock file that is being taken from it, along with those that it lost
 * before. The remedy's thread only.
 */
final class LostLease {
  private final Hold hold;
  private final LeaseRecord lease;
  private final ThreadRecord owner;
  private final @Nullable Fence before;

  LostLease(Hold hold, LeaseRecord lease) {
    this.hold = hold;
    this.lease = lease;
    this.owner = hold.owner();
    this.before = owner.fence();
  }

  /**
   * Fences the holder, unless it is past the fence already and about to delete the file: by then it
   * might be the next holder's. Its stack is asked for after the fence was set, so it shows whoever
   * did not see that.
   *
   * @param graceMillis as for {@link LeaseRecord#lostIn}
   */
  boolean fence(long graceMillis) {
    List<Object> all = new ArrayList<>(stillLost());
    all.add(lease);
    if (all.size() > WriteFences.MOST) {
      all.remove(0);
    }
    owner.fence(new Fence(owner.task(), all, hold.until(), hold.message()));
    StackTraceElement[] stack = owner.thread.getStackTrace();
    if (!FileFrames.removing(stack)) {
      lease.lostIn(stack, graceMillis);
      return true;
    }
    owner.fence(before);
    return false;
  }

  /** What it lost before and is kept from; where the task has ended, the next one is innocent. */
  private List<LeaseRecord> stillLost() {
    Fence fence = before;
    if (fence == null || fence.task() != owner.task()) {
      return List.of();
    }
    return fence.taken().stream()
        .filter(LeaseRecord.class::isInstance)
        .map(LeaseRecord.class::cast)
        .filter(lost -> !lost.isLossOver())
        .toList();
  }

  /** From whom nothing was taken nothing is kept. */
  void unfence() {
    Fence now = owner.fence();
    Fence old = before;
    boolean known = old != null && old.taken().contains(lease);
    if (now != null && !known && now.taken().contains(lease)) {
      owner.fence(old);
    }
  }

  /** What it lost before and is not kept from any more, for there was too much. */
  List<LeaseRecord> dropped() {
    Fence now = owner.fence();
    return now == null || now.task() != owner.task()
        ? List.of()
        : stillLost().stream().filter(lost -> !now.taken().contains(lost)).toList();
  }
}
