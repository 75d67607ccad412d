package dev.unjam.engine.track;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything the detector looks at: immutable, and without a thread in it. */
public final class Snapshot {
  private final long now;
  private final List<HolderView> holders;
  private final WaitGraph waits;

  /** Made when first asked for, as most scans find nothing; whoever races makes the same. */
  private volatile @Nullable Map<Long, HolderView> byRecord;

  /**
   * Copies the list.
   *
   * @param now credited milliseconds since the agent started
   * @param holders the threads that hold something
   * @param waits who waits for whom, where there was reason to look
   */
  public Snapshot(long now, List<HolderView> holders, WaitGraph waits) {
    this.now = now;
    this.holders = List.copyOf(holders);
    this.waits = waits;
  }

  /** One in which nobody had reason to look who waits. */
  public Snapshot(long now, List<HolderView> holders) {
    this(now, holders, WaitGraph.NONE);
  }

  /** Credited milliseconds since the agent started. */
  public long now() {
    return now;
  }

  /** The threads that hold something. */
  public List<HolderView> holders() {
    return holders;
  }

  /** Who waits for whom, where there was reason to look. */
  public WaitGraph waits() {
    return waits;
  }

  /** The holder with this record, or null if it holds nothing any more. */
  public @Nullable HolderView holder(long record) {
    Map<Long, HolderView> index = byRecord;
    if (index == null) {
      index = new HashMap<>();
      for (HolderView h : holders) {
        index.putIfAbsent(h.record(), h);
      }
      byRecord = index;
    }
    return index.get(record);
  }

  @Override
  public String toString() {
    return "Snapshot[now=" + now + ", holders=" + holders + ", waits=" + waits + "]";
  }
}
