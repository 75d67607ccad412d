package dev.unjam.engine;

import dev.unjam.engine.detect.Finding;
import dev.unjam.engine.refusal.Refusal;
import dev.unjam.engine.track.CallView;
import dev.unjam.engine.track.HoldId;
import dev.unjam.engine.track.HoldView;
import dev.unjam.engine.track.WaitGraph;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes holds, calls and findings down as JSON fields, the same in the log and in the status. */
final class Fields {
  private final Releasable releasable;

  Fields(Releasable releasable) {
    this.releasable = releasable;
  }

  /** A hold with those who wait for it. */
  Map<String, @Nullable Object> hold(HoldView h, HoldId id, WaitGraph waits) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    var waiting = waits.of(id);
    fields.put("lock", h.name());
    fields.put("kind", h.kind().name().toLowerCase(Locale.ROOT));
    fields.put("detail", h.title().detail());
    fields.put("age_ms", h.ageMillis());
    fields.put("handed_over", h.handedOver());
    fields.put("ownerless", h.ownerless());
    fields.put("waiters", Math.max(h.waiters(), waiting.size()));
    fields.put("waiting", Waiting.json(waiting));
    fields.put("releasable", releasable.of(h));
    fields.put("taken_at", h.site());
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

  static Map<String, @Nullable Object> finding(Finding f) {
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
}
