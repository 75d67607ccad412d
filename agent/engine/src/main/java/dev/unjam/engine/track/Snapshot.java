package dev.unjam.engine.track;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the detector looks at: immutable, and without a thread in it.
 *
 * @param now credited milliseconds since the agent started
 * @param holders the threads that hold something
 * @param handsOver whether this host was ever seen to hand a lease from one thread to another
 */
public record Snapshot(long now, List<HolderView> holders, boolean handsOver) {
  /** Copies the list. */
  public Snapshot {
    holders = List.copyOf(holders);
  }

  /** A snapshot of a host that hands nothing over. */
  public Snapshot(long now, List<HolderView> holders) {
    this(now, holders, false);
  }

  /** The holder with this record, or null if it holds nothing any more. */
  public @Nullable HolderView holder(long record) {
    for (HolderView h : holders) {
      if (h.record() == record) {
        return h;
      }
    }
    return null;
  }
}
