package dev.unjam.engine.track;

import dev.unjam.bridge.ChildRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells a child that works in silence from one that waits: by the processor time of its whole tree.
 *
 * <p>A tool that compiles for an hour says nothing and burns a core; an agent that waits for its
 * provider to have quota again burns next to nothing. The watchdog's thread only.
 */
final class ChildPulse {
  /** A tree that uses at least this share of one core is at work. */
  private static final double AT_WORK = 0.1;

  private final long everyMillis;
  private final Map<Long, Beat> beats = new HashMap<>();

  private record Beat(long at, long cpuMillis, long busyAt) {}

  /** Looks at a silent child every so often, in credited milliseconds. */
  ChildPulse(long everyMillis) {
    this.everyMillis = everyMillis;
  }

  /**
   * When the child was last seen at work during this call, in credited milliseconds; 0 if never.
   */
  long busyAt(long callId, ChildRecord child, long now) {
    Beat last = beats.get(callId);
    if (last != null && now - last.at < everyMillis) {
      return last.busyAt;
    }
    long cpu = cpuMillis(child.process().toHandle());
    boolean busy = last != null && cpu - last.cpuMillis >= AT_WORK * (now - last.at);
    Beat beat = new Beat(now, cpu, busy ? now : last == null ? 0 : last.busyAt);
    beats.put(callId, beat);
    return beat.busyAt;
  }

  /** Forgets every call that is not one of these. */
  void keepOnly(Set<Long> calls) {
    beats.keySet().retainAll(calls);
  }

  private static long cpuMillis(ProcessHandle child) {
    try (Stream<ProcessHandle> below = child.descendants()) {
      return Stream.concat(Stream.of(child), below)
          .flatMap(p -> p.info().totalCpuDuration().stream())
          .mapToLong(Duration::toMillis)
          .sum();
    }
  }
}
