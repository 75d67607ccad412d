package dev.unjam.engine;

import dev.unjam.bridge.Faults;
import dev.unjam.engine.detect.Deadlocks;
import dev.unjam.engine.track.CallView;
import dev.unjam.engine.track.HandoverView;
import dev.unjam.engine.track.HoldId;
import dev.unjam.engine.track.HoldView;
import dev.unjam.engine.track.HolderView;
import dev.unjam.engine.track.WaitGraph;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the {@code status} verb shows of the last scan, and of who waits at this moment. */
final class StatusReport {
  private final Watchdog.Status last;
  private final WaitGraph waits;
  private final Fields fields;

  StatusReport(Watchdog.Status last, WaitGraph waits, Releasable releasable) {
    this.last = last;
    this.waits = waits;
    this.fields = new Fields(releasable);
  }

  Map<String, @Nullable Object> of(String mode) {
    List<Object> holds = new ArrayList<>();
    List<Object> calls = new ArrayList<>();
    for (HolderView h : last.snapshot().holders()) {
      h.holds().forEach(hold -> holds.add(hold(h, hold)));
      for (CallView c : h.calls()) {
        if (c.inFlight()) {
          calls.add(Fields.call(c));
        }
      }
      for (HandoverView w : h.handovers()) {
        CallView c = w.call();
        if (c != null && c.inFlight()) {
          Map<String, @Nullable Object> call = Fields.call(c);
          call.put("by", w.workerName());
          calls.add(call);
        }
      }
    }
    Map<String, @Nullable Object> status = new LinkedHashMap<>();
    status.put("schema", 1);
    status.put("pid", Events.PID);
    status.put("mode", mode);
    status.put("unhealthy", last.unhealthy());
    status.put("holds", holds);
    status.put("calls", calls);
    status.put("deadlocks", Deadlocks.in(waits).stream().map(Waiting::json).toList());
    status.put("incidents", last.incidents().stream().map(this::incident).toList());
    status.put("suppressed", Faults.suppressed);
    status.put("last_suppressed", Faults.last());
    return status;
  }

  private Map<String, @Nullable Object> hold(HolderView h, HoldView hold) {
    HoldId id = new HoldId(h.record(), hold.seq());
    Map<String, @Nullable Object> out = fields.hold(hold, id, waits);
    CallView call = h.call();
    out.put("holder", h.threadName());
    out.put("thread_id", h.threadId());
    out.put("age_s", hold.ageMillis() / 1000);
    out.put("blast_radius", waits.behind(List.of(id)).size());
    out.put("waiting_for", Waiting.json(waits.chain(h.threadId())));
    if (call == null || !call.inFlight()) {
      call =
          h.handovers().stream()
              .map(HandoverView::call)
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(call);
    }
    boolean calling = call != null && call.inFlight();
    out.put("call", calling && call != null ? call.method() + " " + call.peer() : null);
    out.put("incident", incidentOn(id));
    out.put("given_up", last.givenUp().contains(id));
    return out;
  }

  private @Nullable String incidentOn(HoldId id) {
    return last.incidents().stream()
        .filter(i -> i.holds().contains(id))
        .map(OpenIncident::id)
        .findFirst()
        .orElse(null);
  }

  private Map<String, @Nullable Object> incident(OpenIncident i) {
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("id", i.id());
    out.put("verdict", i.verdict());
    out.put("state", "open");
    out.put("holders", i.holders());
    long openFor = last.snapshot().now() - i.openedAt();
    out.put("opened", Instant.now().minusMillis(openFor).toString());
    return out;
  }
}
