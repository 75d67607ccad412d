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

  /** So much may lie in two pipes at one look, and be read by the next. */
  private static final long SPARE = 2 * 65_536;

  private final long everyMillis;
  private final Map<ChildRecord, Beat> beats = new HashMap<>();

  /**
   * What was last measured.
   *
   * @param at when, in credited milliseconds
   * @param used by process
   * @param heard how much the host had come by of what the child said
   * @param owed how many bytes more of it than were seen to be written, in {@link #SPARE}: never
   *     above 0
   * @param busy when the whole tree was last at work
   * @param busyBelow when what is below the child was
   * @param beyondWords when the whole tree was at work that was not to say what the host has heard
   */
  record Beat(
      long at,
      Map<Long, ProcessTicks> used,
      long heard,
      long owed,
      Span busy,
      Span busyBelow,
      Span beyondWords) {}

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
    // Before it is looked what was written: what is said in between is work rather than nothing.
    long heard = child.heard();
    Map<Long, ProcessTicks> used = used(child);
    Beat beat =
        last == null
            ? new Beat(now, used, heard, 0, Span.NEVER, Span.NEVER, Span.NEVER)
            : next(last, used, heard, child.pid(), now);
    beats.put(child, beat);
    return beat;
  }

  private static Beat next(
      Beat last, Map<Long, ProcessTicks> used, long heard, long top, long now) {
    Span span = new Span(last.at, now);
    long millis = now - last.at;
    Map<Long, ProcessTicks> below = new HashMap<>(used);
    below.remove(top);
    ProcessTicks all = since(last.used, used);
    // What lies in a pipe at one look and was read by the next is not work in the one and less in
    // the other.
    long others = last.owed + all.bytes() - (heard - last.heard);
    ProcessTicks beyond = new ProcessTicks(all.cpuMillis(), Math.max(0, others));
    return new Beat(
        now,
        used,
        heard,
        Math.max(-SPARE, Math.min(0, others)),
        isAtWork(all, millis) ? span : last.busy,
        isAtWork(since(last.used, below), millis) ? span : last.busyBelow,
        isAtWork(beyond, millis) ? span : last.beyondWords);
  }

  /** By process: what one that has ended had used is no loss of the others'. */
  private static ProcessTicks since(Map<Long, ProcessTicks> before, Map<Long, ProcessTicks> after) {
    long cpu = 0;
    long bytes = 0;
    for (Map.Entry<Long, ProcessTicks> e : after.entrySet()) {
      ProcessTicks was = before.getOrDefault(e.getKey(), ProcessTicks.NONE);
      cpu += Math.max(0, e.getValue().cpuMillis() - was.cpuMillis());
      bytes += Math.max(0, e.getValue().bytes() - was.bytes());
    }
    return new ProcessTicks(cpu, bytes);
  }

  private static boolean isAtWork(ProcessTicks used, long millis) {
    return used.cpuMillis() >= AT_WORK * millis || used.bytes() >= BYTES_AT_WORK * millis;
  }

  private static Map<Long, ProcessTicks> used(ChildRecord child) {
    ProcessHandle top = child.process().toHandle();
    Map<Long, ProcessTicks> used = new HashMap<>();
    try (Stream<ProcessHandle> descendants = top.descendants()) {
      // The number of one that is gone may be another's by now.
      List<ProcessHandle> below = top.isAlive() ? descendants.toList() : List.of();
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
