package dev.unjam.engine.track;

import dev.unjam.bridge.Sites;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers where the present holds were acquired, as far as that was sampled.
 *
 * <p>A sample's stack is taken apart only when somebody reads it: most are of locks that are free
 * again by the time of the scan. The watchdog's thread only.
 */
final class AcquisitionSites {
  private final Map<Long, List<Known>> byRecord = new HashMap<>();
  private int scan;

  private static final class Known {
    final long seq;
    final Throwable stack;
    int seenInScan;

    Known(long seq, Throwable stack) {
      this.seq = seq;
      this.stack = stack;
    }
  }

  /** A scan begins: takes in what was sampled since the last. */
  void poll() {
    scan++;
    for (Sites.Site s = Sites.poll(); s != null; s = Sites.poll()) {
      byRecord
          .computeIfAbsent(s.record(), r -> new ArrayList<>())
          .add(new Known(s.seq(), s.stack()));
    }
  }

  /** Whether anything is known of this record's holds: asked once for each before its holds. */
  boolean knows(long record) {
    return !byRecord.isEmpty() && byRecord.containsKey(record);
  }

  /** The stack that acquired this hold, which is seen to be there, or null. */
  @Nullable Throwable of(long record, long seq) {
    for (Known k : byRecord.getOrDefault(record, List.of())) {
      if (k.seq == seq) {
        k.seenInScan = scan;
        return k.stack;
      }
    }
    return null;
  }

  /** The scan is over: forgets the sites of holds that it did not see. */
  void scanned() {
    byRecord.values().removeIf(this::allGone);
  }

  private boolean allGone(List<Known> sites) {
    sites.removeIf(k -> k.seenInScan != scan);
    return sites.isEmpty();
  }
}
