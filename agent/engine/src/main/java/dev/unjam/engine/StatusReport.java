package dev.unjam.engine;

import dev.unjam.bridge.Faults;
import dev.unjam.engine.track.CallView;
import dev.unjam.engine.track.HoldView;
import dev.unjam.engine.track.HolderView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the {@code status} verb shows of the last scan. */
final class StatusReport {
  private StatusReport() {}

  static Map<String, @Nullable Object> of(Watchdog.Status s, String mode) {
    List<Object> holds = new ArrayList<>();
    List<Object> calls = new ArrayList<>();
    for (HolderView h : s.snapshot().holders()) {
      h.holds().forEach(hold -> holds.add(hold(h, hold)));
      for (CallView c : h.calls()) {
        if (c.inFlight()) {
          calls.add(Events.call(c));
        }
      }
    }
    Map<String, @Nullable Object> status = new LinkedHashMap<>();
    status.put("schema", 1);
    status.put("pid", ProcessHandle.current().pid());
    status.put("mode", mode);
    status.put("unhealthy", s.unhealthy());
    status.put("holds", holds);
    status.put("calls", calls);
    status.put(
        "incidents", s.incidents().stream().map(i -> incident(i, s.snapshot().now())).toList());
    status.put("suppressed", Faults.suppressed);
    status.put("last_suppressed", Faults.last());
    return status;
  }

  private static Map<String, @Nullable Object> hold(HolderView h, HoldView hold) {
    Map<String, @Nullable Object> fields = Events.hold(hold);
    CallView call = h.call();
    fields.put("holder", h.threadName());
    fields.put("thread_id", h.threadId());
    fields.put("age_s", hold.ageMillis() / 1000);
    boolean calling = call != null && call.inFlight();
    fields.put("call", calling && call != null ? call.method() + " " + call.peer() : null);
    return fields;
  }

  private static Map<String, @Nullable Object> incident(Incident i, long now) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("id", i.id);
    fields.put("verdict", i.first.label());
    fields.put("state", "open");
    fields.put("holders", i.cases.size());
    fields.put("opened", Instant.now().minusMillis(now - i.openedAt).toString());
    return fields;
  }
}
