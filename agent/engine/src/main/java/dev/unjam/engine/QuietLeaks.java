package dev.unjam.engine;

import dev.unjam.engine.detect.Finding;
import dev.unjam.engine.detect.Verdict;
import dev.unjam.engine.report.Event;
import dev.unjam.engine.report.Journal;
import dev.unjam.engine.report.Severity;
import dev.unjam.engine.track.HoldView;
import dev.unjam.engine.track.HolderView;
import java.util.Collection;
import java.util.Map;

/**
 * Bounds what is told of locks that were left behind and that nobody misses: a few have an incident
 * each, the rest is counted.
 *
 * <p>A host whose threads die with a lock of their own would otherwise have an incident for each of
 * them, open for ever. The watchdog's thread only.
 */
final class QuietLeaks {
  static final int MOST_OPEN = 10;

  private final Journal journal;
  private int open;
  private long more;
  private long told;

  QuietLeaks(Journal journal) {
    this.journal = journal;
  }

  /** A round through the findings begins. */
  void begin(Collection<Incident> incidents) {
    more = 0;
    open = 0;
    for (Incident i : incidents) {
      if (isKind(i.first) && i.cases.stream().anyMatch(QuietLeaks::isQuiet)) {
        open++;
      }
    }
  }

  /** Whether this finding, which has no incident yet, is only to be counted. */
  boolean counts(Finding f, HolderView h) {
    if (!isKind(f) || isWaitedFor(f, h)) {
      return false;
    }
    if (open < MOST_OPEN) {
      open++;
      return false;
    }
    more += f.holds().size();
    return true;
  }

  /** The round is over: tells the count if it has doubled since it was told. */
  void end() {
    if (more == 0 || more < 2 * told) {
      return;
    }
    told = more;
    String line = more + " more locks were left behind by threads that died or tasks that ended";
    journal.publish(new Event("leaks.counted", Severity.WARN, null, Map.of("more", more), line));
  }

  private static boolean isKind(Finding f) {
    return f.verdict() == Verdict.LEAKED && f.reportOnly() && f.refusal() == null;
  }

  private static boolean isQuiet(HeldCase c) {
    return c.outcome() == null && isKind(c.finding) && CaseLine.waiters(c) == 0;
  }

  private static boolean isWaitedFor(Finding f, HolderView h) {
    for (HoldView v : h.holds()) {
      if (v.waiters() > 0 && f.holds().contains(v.seq())) {
        return true;
      }
    }
    return false;
  }
}
