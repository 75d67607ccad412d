package dev.unjam.engine.track;

import dev.unjam.bridge.ChildRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Measures what the process tree of a child uses of processor and disk; one thread. */
final class TreeBeats {
  /** A tree that uses at least this share of one core is at work. */
  private static final double AT_WORK = 0.1;

  /** So is one that reads and writes that many bytes a millisecond. */
  private static final double BYTES_AT_WORK = 64;

  private final long everyMillis;
  private final Map<ChildRecord, Beat> beats = new HashMap<>();

  /**
   * What was last measured.
   *
   * @param at when, in credited milliseconds
   * @param used by process
   * @param busy when the whole tree was last at work
   * @param busyBelow when what is below the child was
   */
  record Beat(long at, Map<Long, ProcessTicks> used, Span busy, Span busyBelow) {}

  /** Between two looks, in credited milliseconds; 0 and 0 if never. */
  record Span(long from, long to) {
    static final Span NEVER = new Span(0, 0);
  }

  /** Measures a child no more often than that, in credited milliseconds. */
  TreeBeats(long everyMillis) {
    this.everyMillis = everyMillis;
  }

  /** Also notes who is below it: whoever outlives his parent could not be found any more. */
  Beat of(ChildRecord child, long now) {
    Beat last = beats.get(child);
    if (last != null && now - last.at < everyMillis) {
      return last;
    }
    Map<Long, ProcessTicks> used = used(child);
    Beat beat =
        last == null
            ? new Beat(now, used, Span.NEVER, Span.NEVER)
            : next(last, used, child.pid(), now);
    beats.put(child, beat);
    return beat;
  }

  private static Beat next(Beat last, Map<Long, ProcessTicks> used, long top, long now) {
    Span span = new Span(last.at, now);
    Map<Long, ProcessTicks> below = new HashMap<>(used);
    below.remove(top);
    return new Beat(
        now,
        used,
        isAtWork(last.used, used, now - last.at) ? span : last.busy,
        isAtWork(last.used, below, now - last.at) ? span : last.busyBelow);
  }

  /** By process: what one that has ended had used is no loss of the others'. */
  private static boolean isAtWork(
      Map<Long, ProcessTicks> before, Map<Long, ProcessTicks> after, long millis) {
    long cpu = 0;
    long bytes = 0;
    for (Map.Entry<Long, ProcessTicks> e : after.entrySet()) {
      ProcessTicks was = before.getOrDefault(e.getKey(), ProcessTicks.NONE);
      cpu += Math.max(0, e.getValue().cpuMillis() - was.cpuMillis());
      bytes += Math.max(0, e.getValue().bytes() - was.bytes());
    }
    return cpu >= AT_WORK * millis || bytes >= BYTES_AT_WORK * millis;
  }

  private static Map<Long, ProcessTicks> used(ChildRecord child) {
    ProcessHandle top = child.process().toHandle();
    Map<Long, ProcessTicks> used = new HashMap<>();
    try (Stream<ProcessHandle> descendants = top.descendants()) {
      List<ProcessHandle> below = descendants.toList();
      child.tree(merged(child.tree(), below));
      Stream.concat(Stream.of(top), child.tree().stream())
          .forEach(p -> used.put(p.pid(), ProcessTicks.of(p)));
    }
    return used;
  }

  private static List<ProcessHandle> merged(List<ProcessHandle> known, List<ProcessHandle> now) {
    Set<ProcessHandle> all = new HashSet<>(now);
    known.stream().filter(ProcessHandle::isAlive).forEach(all::add);
    return List.copyOf(all);
  }

  /** Whether it knows of no child. */
  boolean isEmpty() {
    return beats.isEmpty();
  }

  /** Forgets all others. */
  void keep(Set<ChildRecord> there) {
    beats.keySet().retainAll(there);
  }
}
