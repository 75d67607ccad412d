package dev.unjam.engine;

import dev.unjam.engine.detect.Finding;
import dev.unjam.engine.ladder.Rung;
import dev.unjam.engine.report.Journal;
import dev.unjam.engine.track.HolderView;
import dev.unjam.engine.track.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The open incidents: opens them from findings, lets each holder's ladder be climbed, closes them.
 *
 * <p>The watchdog's thread only.
 */
final class Incidents {
  private final Climb climb;
  private final Events events;
  private final MonitorReport monitors;
  private final Journal journal;
  private final IncidentIds ids;
  private final List<Incident> open = new ArrayList<>();

  Incidents(Climb climb, Events events, MonitorReport monitors, Journal journal, IncidentIds ids) {
    this.climb = climb;
    this.events = events;
    this.monitors = monitors;
    this.journal = journal;
    this.ids = ids;
  }

  /** The open incidents. */
  List<OpenIncident> open() {
    return open.stream().map(OpenIncident::of).toList();
  }

  /** Whether some hold was given up and is still there. */
  boolean anyAbandoned() {
    return climb.anyAbandoned();
  }

  void tick(List<Finding> findings, Snapshot s) {
    climb.scanned(s);
    for (Finding f : findings) {
      take(f, s);
    }
    monitors.tick();
    for (Incident i : List.copyOf(open)) {
      for (HeldCase c : i.cases) {
        if (c.outcome() == null) {
          climb.step(i, c, s);
        }
      }
      if (i.isOver()) {
        open.remove(i);
        journal.publish(Events.closed(i, s.now()));
      }
    }
  }

  private void take(Finding found, Snapshot s) {
    HolderView h = s.holder(found.record());
    Finding f = climb.withoutAbandoned(found);
    if (h == null || f.holds().isEmpty()) {
      return;
    }
    for (Incident i : open) {
      for (HeldCase c : i.cases) {
        if (c.outcome() == null && c.covers(f.record(), f.holds())) {
          again(i, c, f, h, s);
          return;
        }
      }
    }
    opened(f, h, s);
  }

  private void opened(Finding f, HolderView h, Snapshot s) {
    Incident same = openWithCause(f);
    Incident i = same != null ? same : new Incident(ids.next(), f, s.now());
    HeldCase c = new HeldCase(f, h, s.now());
    i.cases.add(c);
    if (same == null) {
      open.add(i);
    }
    String name = same == null ? "incident.opened" : "incident.updated";
    journal.publish(events.opened(name, i, c, h, s.waits()));
    monitors.wanted(i, c);
  }

  private void again(Incident i, HeldCase c, Finding f, HolderView h, Snapshot s) {
    c.refresh(h);
    boolean nowWaitedFor = c.finding.reportOnly() && !f.reportOnly();
    if (nowWaitedFor) {
      c.becomes(f);
    }
    if (nowWaitedFor || (c.rung() == Rung.WARN && c.warnAgain(f.stuckMillis()))) {
      journal.publish(events.opened("incident.updated", i, c, h, s.waits()));
    }
  }

  private @Nullable Incident openWithCause(Finding f) {
    for (Incident i : open) {
      if (i.first.cause().equals(f.cause()) && i.first.reportOnly() == f.reportOnly()) {
        return i;
      }
    }
    return null;
  }
}
