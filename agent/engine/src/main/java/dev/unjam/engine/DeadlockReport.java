package dev.unjam.engine;

import dev.unjam.engine.detect.Deadlock;
import dev.unjam.engine.detect.Verdict;
import dev.unjam.engine.report.Ages;
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
 * <p>The watchdog's thread only.
 */
final class DeadlockReport {
  private final Journal journal;
  private final IncidentIds ids;
  private final Map<String, Open> open = new LinkedHashMap<>();

  private record Open(String id, Deadlock deadlock, long openedAt) {}

  DeadlockReport(Journal journal, IncidentIds ids) {
    this.journal = journal;
    this.ids = ids;
  }

  /** The deadlocks that were named and last. */
  List<OpenIncident> open() {
    return open.values().stream()
        .map(
            o ->
                new OpenIncident(
                    o.id(),
                    Verdict.UNKNOWN.label(),
                    o.deadlock().circle().size(),
                    o.openedAt(),
                    Set.of()))
        .toList();
  }

  /** Names those that are new, and says of those that are gone that they are. */
  void tick(List<Deadlock> found, Snapshot s) {
    Map<String, Deadlock> now =
        found.stream().collect(Collectors.toMap(Deadlock::key, Function.identity()));
    for (Map.Entry<String, Open> e : List.copyOf(open.entrySet())) {
      if (!now.containsKey(e.getKey())) {
        open.remove(e.getKey());
        journal.publish(closed(e.getValue(), s.now()));
      }
    }
    now.forEach(
        (key, d) -> {
          if (!open.containsKey(key) && d.endless()) {
            Open o = new Open(ids.next(), d, s.now());
            open.put(key, o);
            journal.publish(opened(o, s));
          }
        });
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

  private static Event closed(Open o, long now) {
    int holders = o.deadlock().circle().size();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("outcome", "self_recovered");
    fields.put("verdict", Verdict.UNKNOWN.label());
    fields.put("holders", holders);
    fields.put("open_ms", now - o.openedAt());
    String took = Ages.format(Duration.ofMillis(now - o.openedAt()));
    String human = "closed outcome=self_recovered holders=" + holders + " open=" + took;
    return new Event("incident.closed", Severity.INFO, o.id(), fields, human);
  }
}
