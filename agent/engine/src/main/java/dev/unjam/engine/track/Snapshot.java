package dev.unjam.engine.track;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the detector looks at: immutable, and without a thread in it.
 *
 * @param now credited milliseconds since the agent started
 * @param holders the threads that hold something
 * @param waits who waits for whom, where there was reason to look
 */
public record Snapshot(long now, List<HolderView> holders, WaitGraph waits) {
  /** Copies the list. */
  public Snapshot {
    holders = List.copyOf(holders);
  }

  /** One in which nobody had reason to look who waits. */
  public Snapshot(long now, List<HolderView> holders) {
    this(now, holders, WaitGraph.NONE);
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
