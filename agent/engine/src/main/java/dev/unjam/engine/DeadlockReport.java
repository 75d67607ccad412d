package dev.unjam.engine;

import dev.unjam.engine.detect.Deadlock;
import dev.unjam.engine.detect.Verdict;
import dev.unjam.engine.ladder.Outcome;
import dev.unjam.engine.report.Event;
import dev.unjam.engine.report.HoldLine;
import dev.unjam.engine.report.Journal;
import dev.unjam.engine.report.Severity;
import dev.unjam.engine.report.Text;
import dev.unjam.engine.track.HoldId;
import dev.unjam.engine.track.HoldView;
import dev.unjam.engine.track.HolderView;
import dev.unjam.engine.track.Snapshot;
import dev.unjam.engine.track.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names each deadlock once while it lasts. Never acts: whichever lock were taken away, somebody
 * would go on with half of what it protects.
 *
 * <p>The watchdog's thread only, but for {@link #cutOff}.
 */
final class DeadlockReport {
  private final Journal journal;
  private final IncidentIds ids;
  private final Map<String, Open> open = new LinkedHashMap<>();
  private final CutOff cutOff = new CutOff(this::tellCutOff);

  /**
   * A deadlock that lasts.
   *
   * @param toldClosed whether it was told to be cut off
   */
  private record Open(String id, Deadlock deadlock, OpenSince since, boolean toldClosed) {
    Open closed() {
      return new Open(id, deadlock, since, true);
    }

    IncidentEnd end(long now) {
      return new IncidentEnd(
          id, Verdict.UNKNOWN.label(), deadlock.circle().size(), since.millis(now));
    }
  }

  DeadlockReport(Journal journal, IncidentIds ids) {
    this.journal = journal;
    this.ids = ids;
  }

  /** The deadlocks that were named and last. */
  synchronized List<OpenIncident> open() {
    return open.values().stream()
        .map(
            o ->
                new OpenIncident(
                    o.id(),
                    Verdict.UNKNOWN.label(),
                    o.deadlock().circle().size(),
                    o.since().credited(),
                    Set.of()))
        .toList();
  }

  /** The same as {@link Incidents#cutOff}, of deadlocks. Any thread. */
  synchronized void cutOff(String why, long now, boolean forGood) {
    cutOff.begin(why, now, forGood);
  }

  private void tellCutOff(String why, long now) {
    for (Map.Entry<String, Open> e : open.entrySet()) {
      if (!e.getValue().toldClosed()) {
        journal.publish(e.getValue().end(now).cutOff(why));
        e.setValue(e.getValue().closed());
      }
    }
  }

  /** Names those that are new, and says of those that are gone that they are. */
  synchronized void tick(List<Deadlock> found, Snapshot s) {
    if (cutOff.isForGood()) {
      return;
    }
    Map<String, Deadlock> now =
        found.stream().collect(Collectors.toMap(Deadlock::key, Function.identity()));
    for (Map.Entry<String, Open> e : List.copyOf(open.entrySet())) {
      if (!now.containsKey(e.getKey())) {
        open.remove(e.getKey());
        IncidentEnd end = e.getValue().end(s.now());
        boolean told = e.getValue().toldClosed();
        Outcome outcome = Outcome.SELF_RECOVERED;
        journal.publish(told ? end.afterAll(outcome) : end.closed(outcome));
      }
    }
    now.forEach(
        (key, d) -> {
          if (!open.containsKey(key) && d.endless()) {
            Open o = new Open(ids.next(), d, OpenSince.now(s.now()), false);
            open.put(key, o);
            journal.publish(opened(o, s));
          }
        });
    cutOff.tell(s.now());
  }

  private static Event opened(Open o, Snapshot s) {
    Deadlock d = o.deadlock();
    List<HoldId> holds = d.circle().stream().map(Wait::hold).toList();
    List<Wait> behind = new ArrayList<>(s.waits().behind(holds));
    Wait first = d.circle().get(0);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("verdict", Verdict.UNKNOWN.label());
    fields.put("stuck_ms", d.millis());
    fields.put("report_only", true);
    fields.put("pid", Events.PID);
    fields.put("holder", first.holder());
    fields.put("thread_id", first.holderId());
    fields.put("deadlock", Waiting.json(d));
    fields.put("blast_radius", behind.size());
    fields.put("holders", d.circle().size());
    HoldLine line =
        new HoldLine(
            first.waitsFor(),
            Events.PID,
            true,
            Duration.ofMillis(Math.max(age(first.hold(), s), d.millis())),
            false,
            Verdict.UNKNOWN.label(),
            first.holder(),
            first.holderId(),
            null,
            null,
            s.waits().of(first.hold()).size());
    String human = line.format() + " blast=" + behind.size() + " " + Text.line(d.text());
    return new Event("incident.opened", Severity.WARN, o.id(), fields, human);
  }

  /** 0 for a monitor: since when it is held nobody knows. */
  private static long age(HoldId id, Snapshot s) {
    HolderView h = s.holder(id.record());
    return h == null
        ? 0
        : h.holds().stream()
            .filter(v -> v.seq() == id.seq())
            .mapToLong(HoldView::ageMillis)
            .findFirst()
            .orElse(0);
  }
}
