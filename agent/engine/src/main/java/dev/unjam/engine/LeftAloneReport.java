package dev.unjam.engine;

import dev.unjam.engine.detect.Doubts;
import dev.unjam.engine.detect.Finding;
import dev.unjam.engine.detect.LeftAlone;
import dev.unjam.engine.report.Journal;
import dev.unjam.engine.track.HolderView;
import dev.unjam.engine.track.Snapshot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Says of a holder that looks stuck and is left alone that it was seen, and why nothing is done:
 * once for each hold and doubt, and ten times an hour at the most. Never acts.
 *
 * <p>The watchdog's thread only, but for {@link #end}.
 */
final class LeftAloneReport {
  private static final int MOST = 10;
  private static final long WITHIN_MILLIS = 3_600_000;

  private final Doubts doubts;
  private final Journal journal;
  private final Events events;
  private final Set<Told> told = new HashSet<>();

  /** When the latest lines were, in credited milliseconds, oldest first. */
  private final Deque<Long> latest = new ArrayDeque<>();

  private boolean over;

  private record Told(long record, long seq, LeftAlone.Doubt doubt) {}

  LeftAloneReport(Doubts doubts, Journal journal, Events events) {
    this.doubts = doubts;
    this.journal = journal;
    this.events = events;
  }

  /** Nothing is told after this; waits for a tick that is under way. Any thread. */
  synchronized void end() {
    over = true;
  }

  /**
   * Tells of those that are new, and forgets those that hold no more.
   *
   * @param found who is found stuck in the same snapshot
   */
  synchronized void tick(List<Finding> found, Snapshot s) {
    if (over) {
      return;
    }
    told.removeIf(t -> !isHeld(t, s));
    while (!latest.isEmpty() && s.now() - latest.getFirst() >= WITHIN_MILLIS) {
      latest.removeFirst();
    }
    List<LeftAlone> left = doubts.in(s, found);
    for (LeftAlone one : left) {
      HolderView h = s.holder(one.finding().record());
      if (h != null && latest.size() < MOST && isNew(one)) {
        one.finding().holds().forEach(seq -> told.add(told(one, seq)));
        latest.addLast(s.now());
        journal.publish(events.leftAlone(one, h, s, left.size()));
      }
    }
  }

  private boolean isNew(LeftAlone one) {
    return one.finding().holds().stream().noneMatch(seq -> told.contains(told(one, seq)));
  }

  private static Told told(LeftAlone one, long seq) {
    return new Told(one.finding().record(), seq, one.doubt());
  }

  private static boolean isHeld(Told t, Snapshot s) {
    HolderView h = s.holder(t.record());
    return h != null && h.holds().stream().anyMatch(v -> v.seq() == t.seq());
  }
}
