package dev.unjam.engine.track;

import dev.unjam.bridge.Sites;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers where the present holds were acquired, as far as that was sampled.
 *
 * <p>A sample's stack is taken apart only when somebody reads it or the hold lasts: most are of
 * locks that are free again by the time of the scan. The watchdog's thread only.
 */
final class AcquisitionSites {
  private static final int MOST_TEXTS = 1_000;

  private final Map<Long, List<Known>> byRecord = new HashMap<>();
  private int scan;

  /** A host has few places that take locks, and many locks. */
  private final Map<String, String> texts =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST_TEXTS;
        }
      };

  private static final class Known {
    final long seq;
    final AcquisitionSite site;
    int seenInScan;

    Known(long seq, Throwable stack) {
      this.seq = seq;
      this.site = new AcquisitionSite(stack);
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

  /**
   * Where this hold, which is seen to be there, was acquired, or null.
   *
   * @param lasts whether it is old enough that its stack should be let go of
   */
  @Nullable AcquisitionSite of(long record, long seq, boolean lasts) {
    for (Known k : byRecord.getOrDefault(record, List.of())) {
      if (k.seq == seq) {
        k.seenInScan = scan;
        if (lasts) {
          k.site.settle(this::same);
        }
        return k.site;
      }
    }
    return null;
  }

  /** The scan is over: forgets the sites of holds that it did not see. */
  void scanned() {
    byRecord.values().removeIf(this::allGone);
  }

  private boolean allGone(List<Known> sites) {
    sites.removeIf(this::gone);
    return sites.isEmpty();
  }

  /** One that was seen may be known to somebody yet, who is not to keep the stack either. */
  private boolean gone(Known k) {
    boolean gone = k.seenInScan != scan;
    if (gone && k.seenInScan != 0) {
      k.site.settle(this::same);
    }
    return gone;
  }

  private String same(String text) {
    String known = texts.putIfAbsent(text, text);
    return known == null ? text : known;
  }
}
