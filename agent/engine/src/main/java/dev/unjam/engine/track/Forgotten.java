package dev.unjam.engine.track;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows the holds that were taken from their holders, whose entries in the records are void.
 *
 * <p>Any thread but for {@link #begin} and {@link #scanned}. A scan keeps only what it comes
 * across, so that nothing is remembered for longer than its entry is there.
 */
final class Forgotten {
  /** By record and number, the scan in which it was last seen. */
  private final Map<Long, Map<Long, Integer>> byRecord = new ConcurrentHashMap<>();

  private volatile int scan;

  void add(HoldId hold) {
    byRecord.compute(hold.record(), (r, known) -> with(hold.seq(), known));
  }

  private Map<Long, Integer> with(long seq, @Nullable Map<Long, Integer> known) {
    Map<Long, Integer> seqs = known == null ? new ConcurrentHashMap<>() : known;
    seqs.put(seq, scan);
    return seqs;
  }

  /** Whether any of this record's holds is among them: asked once before its holds. */
  boolean anyOf(long record) {
    return !byRecord.isEmpty() && byRecord.containsKey(record);
  }

  boolean contains(long record, long seq) {
    Map<Long, Integer> seqs = byRecord.isEmpty() ? null : byRecord.get(record);
    return seqs != null && seqs.containsKey(seq);
  }

  int size() {
    return byRecord.values().stream().mapToInt(Map::size).sum();
  }

  /** A scan begins; the watchdog's thread only. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void begin() {
    scan++;
  }

  /** The scan came across this entry; the watchdog's thread only. */
  void seen(long record, long seq) {
    Map<Long, Integer> seqs = byRecord.get(record);
    if (seqs != null) {
      seqs.replace(seq, scan);
    }
  }

  /** The scan is over; one that was added while it ran is for the next to see. */
  void scanned() {
    if (!byRecord.isEmpty()) {
      byRecord.keySet().forEach(r -> byRecord.computeIfPresent(r, (id, seqs) -> fresh(seqs)));
    }
  }

  private @Nullable Map<Long, Integer> fresh(Map<Long, Integer> seqs) {
    seqs.values().removeIf(at -> at < scan - 1);
    return seqs.isEmpty() ? null : seqs;
  }
}
