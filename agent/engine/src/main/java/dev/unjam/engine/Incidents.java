package dev.unjam.engine;

import dev.unjam.engine.detect.Finding;
import dev.unjam.engine.ladder.Outcome;
import dev.unjam.engine.ladder.Rung;
import dev.unjam.engine.report.Journal;
import dev.unjam.engine.track.HoldId;
import dev.unjam.engine.track.HolderView;
import dev.unjam.engine.track.Snapshot;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The open incidents: opens them from findings, lets each holder's ladder be climbed, closes them.
 *
 * <p>The watchdog's thread only, but for {@link #cutOff}.
 */
final class Incidents {
  private final Climb climb;
  private final Events events;
  private final MonitorReport monitors;
  private final Journal journal;
  private final IncidentIds ids;
  private final QuietLeaks quiet;

  /** Those that are not over, in the order in which they were opened. */
  private final Set<Incident> open = new LinkedHashSet<>();

  /** Those of them that were not told to be closed: a further holder joins the one of its cause. */
  private final Map<Cause, Incident> joinable = new HashMap<>();

  /** By each hold that is left of it: made anew in each tick, as holds come to an end. */
  private final Map<HoldId, OpenCase> cases = new HashMap<>();

  private final CutOff cutOff = new CutOff(this::tellCutOff);

  private record Cause(String cause, boolean reportOnly) {
    static Cause of(Finding f) {
      return new Cause(f.cause(), f.reportOnly());
    }
  }

  private record OpenCase(Incident incident, HeldCase held) {}

  Incidents(Climb climb, Events events, MonitorReport monitors, Journal journal, IncidentIds ids) {
    this.climb = climb;
    this.events = events;
    this.monitors = monitors;
    this.journal = journal;
    this.ids = ids;
    this.quiet = new QuietLeaks(journal);
  }

  /** The open incidents. */
  List<OpenIncident> open() {
    return open.stream().map(OpenIncident::of).toList();
  }

  /** Whether some hold was given up and is still there. */
  boolean anyAbandoned() {
    return !climb.abandoned().isEmpty();
  }

  /** The holds that were given up and are still there. */
  Set<HoldId> abandoned() {
    return climb.abandoned();
  }

  /**
   * Tells of each open incident that this is its end, and of each that opens later as soon as it
   * does, for nobody may be there to tell when the end comes. Where it comes nevertheless, that is
   * told as well. Any thread.
   *
   * @param forGood whether nothing is to be done or told after this any more
   */
  synchronized void cutOff(String why, long now, boolean forGood) {
    cutOff.begin(why, now, forGood);
  }

  private void tellCutOff(String why, long now) {
    joinable.clear();
    for (Incident i : open) {
      if (!i.toldClosed) {
        i.toldClosed = true;
        journal.publish(IncidentEnd.of(i, now).cutOff(why));
      }
    }
  }

  synchronized void tick(List<Finding> findings, Snapshot s) {
    if (cutOff.isForGood()) {
      return;
    }
    climb.scanned(s);
    index();
    quiet.begin(open);
    for (Finding f : findings) {
      take(f, s);
    }
    quiet.end();
    cutOff.tell(s.now());
    monitors.tick();
    for (Incident i : List.copyOf(open)) {
      for (HeldCase c : i.cases) {
        if (c.outcome() == null) {
          climb.step(i, c, s);
        }
      }
      if (i.isOver()) {
        open.remove(i);
        joinable.remove(Cause.of(i.first), i);
        tellEnd(i, s.now());
      }
    }
  }

  private void tellEnd(Incident i, long now) {
    IncidentEnd end = IncidentEnd.of(i, now);
    Outcome outcome = i.outcome();
    if (!i.toldClosed) {
      journal.publish(end.closed(outcome));
    } else if (outcome != Outcome.ABANDONED) {
      journal.publish(end.afterAll(outcome));
    }
  }

  private void index() {
    cases.clear();
    for (Incident i : open) {
      for (HeldCase c : i.cases) {
        if (c.outcome() == null) {
          index(i, c);
        }
      }
    }
  }

  private void index(Incident i, HeldCase c) {
    OpenCase it = new OpenCase(i, c);
    c.leftIds().forEach(id -> cases.putIfAbsent(id, it));
  }

  private void take(Finding found, Snapshot s) {
    HolderView h = s.holder(found.record());
    Finding f = climb.withoutAbandoned(found);
    if (h == null || f.holds().isEmpty()) {
      return;
    }
    OpenCase known = known(f);
    if (known != null) {
      again(known.incident(), known.held(), f, h, s);
    } else if (!quiet.counts(f, h)) {
      opened(f, h, s);
    }
  }

  private @Nullable OpenCase known(Finding f) {
    for (Long seq : f.holds()) {
      OpenCase known = cases.get(new HoldId(f.record(), seq));
      if (known != null) {
        return known;
      }
    }
    return null;
  }

  private void opened(Finding f, HolderView h, Snapshot s) {
    Incident same = joinable.get(Cause.of(f));
    Incident i = same != null ? same : new Incident(ids.next(), f, s.now());
    HeldCase c = new HeldCase(f, h, s.now());
    i.cases.add(c);
    index(i, c);
    if (same == null) {
      open.add(i);
      joinable.put(Cause.of(f), i);
    }
    String name = same == null ? "incident.opened" : "incident.updated";
    journal.publish(events.opened(name, i, c, h, s.waits()));
    monitors.wanted(i, c);
  }

  private void again(Incident i, HeldCase c, Finding f, HolderView h, Snapshot s) {
    c.refresh(h);
    c.named(s.now());
    boolean turned = c.turnsTo(f, s.now());
    boolean nowWaitedFor = c.finding.reportOnly() && !f.reportOnly();
    if (nowWaitedFor) {
      c.becomes(f);
    }
    if (turned
        || nowWaitedFor
        || (c.rung() == Rung.WARN && c.told.warnAgain(f.stuckMillis(), c.finding.stuckMillis()))) {
      journal.publish(events.opened("incident.updated", i, c, h, s.waits()));
    }
  }
}
