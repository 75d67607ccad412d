package dev.unjam.engine.track;

import dev.unjam.bridge.ChildCall;
import dev.unjam.bridge.ChildRecord;
import dev.unjam.bridge.Children;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells a child that works in silence from one that waits: by what its whole tree uses of processor
 * and disk.
 *
 * <p>A tool that compiles for an hour says nothing and burns a core; an agent that waits for its
 * provider to have quota again burns next to nothing. The watchdog's thread only.
 */
final class ChildPulse {
  /** A tree that uses at least this share of one core is at work. */
  private static final double AT_WORK = 0.1;

  /** So is one that reads and writes that many bytes a millisecond. */
  private static final double BYTES_AT_WORK = 64;

  /** For so many looks it is the host's turn where that leaves a request unanswered. */
  private static final int OWED_LOOKS = 20;

  private final long everyMillis;
  private final Map<ChildRecord, Beat> beats = new HashMap<>();

  private record Beat(long at, Map<Long, ProcessTicks> used, long busyAt) {}

  /** Looks at a silent child every so often, in credited milliseconds. */
  ChildPulse(long everyMillis) {
    this.everyMillis = everyMillis;
  }

  /**
   * When the child last gave a sign of life that is none of progress in this call, in credited
   * milliseconds; 0 if never.
   *
   * @param refused whether it has said that its provider refuses: what it says then, again and
   *     again, keeps nothing alive
   */
  long movesAt(ChildCall call, boolean refused, long now) {
    if (call.isOver()) {
      return call.child().overAt();
    }
    if (call.isHostsTurn(OWED_LOOKS * everyMillis) || call.isMute()) {
      return now;
    }
    ChildRecord child = call.child();
    return Math.max(refused ? 0 : child.saidAt(), busyAt(child, now));
  }

  private long busyAt(ChildRecord child, long now) {
    Beat last = beats.get(child);
    if (last != null && now - last.at < everyMillis) {
      return last.busyAt;
    }
    Map<Long, ProcessTicks> used = used(child);
    boolean busy = last != null && isAtWork(last.used, used, now - last.at);
    Beat beat = new Beat(now, used, busy ? now : last == null ? 0 : last.busyAt);
    beats.put(child, beat);
    return beat.busyAt;
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

  /** Also notes who is below it: whoever outlives his parent could not be found any more. */
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

  /** Forgets the children that are gone. */
  void keepChildren() {
    if (!beats.isEmpty()) {
      Set<ChildRecord> there = new HashSet<>();
      Children.forEach(there::add);
      beats.keySet().retainAll(there);
    }
  }
}
