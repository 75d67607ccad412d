package dev.unjam.engine;

import dev.unjam.engine.detect.Finding;
import dev.unjam.engine.refusal.Refusal;
import dev.unjam.engine.report.Ages;
import dev.unjam.engine.report.Event;
import dev.unjam.engine.report.HoldLine;
import dev.unjam.engine.report.Severity;
import dev.unjam.engine.track.CallView;
import dev.unjam.engine.track.HoldView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the events of incidents, fields and human line together. */
final class Events {
  private static final long PID = ProcessHandle.current().pid();

  private Events() {}

  static Event opened(String name, Incident i, HeldCase c, @Nullable CallView call) {
    Map<String, @Nullable Object> fields = finding(c.finding);
    fields.put("pid", PID);
    fields.put("holder", c.holder);
    fields.put("thread_id", c.threadId);
    fields.put("holds", c.left.values().stream().map(Events::hold).toList());
    fields.put("waiters", waiters(c));
    fields.put("call", call == null ? null : call(call));
    fields.put("holders", i.cases.size());
    return new Event(name, Severity.WARN, i.id, fields, line(c, call));
  }

  private static Map<String, @Nullable Object> finding(Finding f) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    Refusal r = f.refusal();
    fields.put("verdict", f.verdict().label());
    fields.put("class", r == null ? null : r.refusalClass().label());
    fields.put("peer", f.peer());
    fields.put("status", f.status() == 0 ? null : f.status());
    fields.put("code", r == null ? null : r.code());
    fields.put("message", r == null ? null : r.message());
    Duration retryAfter = r == null ? null : r.retryAfter();
    fields.put("retry_after_s", retryAfter == null ? null : retryAfter.toSeconds());
    fields.put("stuck_ms", f.stuckMillis());
    fields.put("report_only", f.reportOnly());
    return fields;
  }

  static Map<String, @Nullable Object> hold(HoldView h) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("lock", h.name());
    fields.put("kind", h.kind().name().toLowerCase(Locale.ROOT));
    fields.put("age_ms", h.ageMillis());
    fields.put("ownerless", h.ownerless());
    fields.put("waiters", h.waiters());
    return fields;
  }

  static Map<String, @Nullable Object> call(CallView c) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("client", c.client());
    fields.put("method", c.method());
    fields.put("peer", c.peer());
    fields.put("phase", c.phase().name().toLowerCase(Locale.ROOT));
    fields.put("status", c.status() == 0 ? null : c.status());
    fields.put("age_ms", c.ageMillis());
    fields.put("silent_ms", c.silentMillis());
    return fields;
  }

  private static int waiters(HeldCase c) {
    return c.left.values().stream().mapToInt(HoldView::waiters).sum();
  }

  /** The operator's line; the lock files first, because that is what the operator looks for. */
  private static String line(HeldCase c, @Nullable CallView call) {
    StringBuilder out = new StringBuilder();
    List<HoldView> holds = new ArrayList<>(c.left.values());
    holds.sort((a, b) -> b.kind().compareTo(a.kind()));
    for (HoldView h : holds) {
      out.append(out.length() == 0 ? line(c, call, h).format() : " also=" + h.name());
    }
    return out.toString();
  }

  private static HoldLine line(HeldCase c, @Nullable CallView call, HoldView h) {
    boolean silent = call != null && call.silentMillis() > 0;
    return new HoldLine(
        h.name(),
        PID,
        true,
        Duration.ofMillis(h.ageMillis()),
        false,
        c.finding.label(),
        c.holder,
        c.threadId,
        call == null ? null : call.client() + " " + call.method() + " " + call.peer(),
        silent && call != null ? Duration.ofMillis(call.silentMillis()) : null,
        waiters(c));
  }

  static Event action(
      String name, Severity severity, Incident i, HeldCase c, String rung, String what) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("rung", rung);
    fields.put("holder", c.holder);
    fields.put("thread_id", c.threadId);
    fields.put("detail", what);
    String verb = name.substring(name.indexOf('.') + 1).replace('_', ' ');
    String human = rung + " " + verb + " holder=\"" + c.holder + "\"#" + c.threadId + ": " + what;
    return new Event(name, severity, i.id, fields, human);
  }

  static Event released(Incident i, HeldCase c, HoldView h, boolean byForce) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    String by = byForce ? "force" : "owner";
    fields.put("by", by);
    fields.put("lock", h.name());
    fields.put("kind", h.kind().name().toLowerCase(Locale.ROOT));
    fields.put("holder", c.holder);
    fields.put("thread_id", c.threadId);
    fields.put("age_ms", h.ageMillis());
    String age = Ages.format(Duration.ofMillis(h.ageMillis()));
    return new Event(
        "hold.released",
        Severity.INFO,
        i.id,
        fields,
        h.name() + " released by " + by + " after " + age);
  }

  static Event closed(Incident i, long now) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    String outcome = i.outcome().label();
    fields.put("outcome", outcome);
    fields.put("verdict", i.first.verdict().label());
    fields.put("holders", i.cases.size());
    fields.put("open_ms", now - i.openedAt);
    String took = Ages.format(Duration.ofMillis(now - i.openedAt));
    return new Event(
        "incident.closed",
        Severity.INFO,
        i.id,
        fields,
        "closed outcome=" + outcome + " holders=" + i.cases.size() + " open=" + took);
  }
}
