package dev.unjam.engine;

import dev.unjam.bridge.Zombies;
import dev.unjam.engine.detect.LeftAlone;
import dev.unjam.engine.lease.CleanText;
import dev.unjam.engine.report.Ages;
import dev.unjam.engine.report.Event;
import dev.unjam.engine.report.Severity;
import dev.unjam.engine.track.CallView;
import dev.unjam.engine.track.HandoverView;
import dev.unjam.engine.track.HoldId;
import dev.unjam.engine.track.HoldView;
import dev.unjam.engine.track.HolderView;
import dev.unjam.engine.track.Snapshot;
import dev.unjam.engine.track.Wait;
import dev.unjam.engine.track.WaitGraph;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the events of incidents, fields and human line together. */
final class Events {
  static final long PID = ProcessHandle.current().pid();

  /** How a lock file was lost to somebody who is not in this JVM. */
  static final String DELETED = "deleted";

  static final String REPLACED = "replaced";

  private final Releasable releasable;
  private final Fields fields;

  Events(Releasable releasable) {
    this.releasable = releasable;
    this.fields = new Fields(releasable);
  }

  /** A holder with what it holds, is in, and keeps waiting; under one of two names. */
  Event opened(String name, Incident i, HeldCase c, HolderView holder, WaitGraph waits) {
    Map<String, @Nullable Object> out = fields(c, holder, waits);
    out.put("holders", i.cases.size());
    return new Event(name, Severity.WARN, i.id, out, line(c, holder, waits));
  }

  /**
   * A holder that looks stuck and is left alone, in the shape of one that is not.
   *
   * @param holders how many are left alone at this moment
   */
  Event leftAlone(LeftAlone one, HolderView holder, Snapshot s, int holders) {
    HeldCase c = new HeldCase(one.finding(), holder, s.now());
    Map<String, @Nullable Object> out = fields(c, holder, s.waits());
    String why = DoubtText.why(one);
    String advice = DoubtText.advice(one);
    out.put("report_only", true);
    out.put("doubt", one.doubt().label());
    out.put("why", why);
    out.put("advice", advice);
    out.put("holders", holders);
    String human = line(c, holder, s.waits()) + " left alone: " + why + "; " + advice;
    return new Event("holder.left_alone", Severity.INFO, null, out, human);
  }

  private Map<String, @Nullable Object> fields(HeldCase c, HolderView holder, WaitGraph waits) {
    CallView call = holder.callBy(c.finding.worker());
    HandoverView by = holder.handover(c.finding.worker());
    List<Wait> behind = waits.behind(c.leftIds());
    Map<String, @Nullable Object> out = Fields.finding(c.finding);
    out.put("pid", PID);
    out.put("holder", c.holder);
    out.put("thread_id", c.threadId);
    out.put("holds", c.left.values().stream().map(h -> hold(c, h, waits)).toList());
    out.put("waiters", CaseLine.waiters(c));
    out.put("blast_radius", behind.size());
    out.put("waiting", Waiting.json(behind));
    out.put("call", call == null ? null : Fields.call(call));
    if (by != null) {
      out.put("by", by.workerName());
      out.put("by_id", by.workerId());
    }
    return out;
  }

  private String line(HeldCase c, HolderView holder, WaitGraph waits) {
    CallView call = holder.callBy(c.finding.worker());
    HandoverView by = holder.handover(c.finding.worker());
    return new CaseLine(c, call, by, releasable).format(waits.behind(c.leftIds()));
  }

  private Map<String, @Nullable Object> hold(HeldCase c, HoldView h, WaitGraph waits) {
    return fields.hold(h, new HoldId(c.finding.record(), h.seq()), waits);
  }

  static Event action(
      String name, Severity severity, Incident i, HeldCase c, String rung, String what) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("rung", rung);
    fields.put("holder", c.holder);
    fields.put("thread_id", c.threadId);
    fields.put("detail", what);
    String verb = name.substring(name.indexOf('.') + 1).replace('_', ' ');
    String human = rung + " " + verb + " holder=\"" + c.holder + "\"#" + c.threadId + ": ";
    return new Event(name, severity, i.id, fields, human + CleanText.escaped(what));
  }

  /**
   * Of a hold that has ended.
   *
   * @param lost how its file ceased to be its holder's, if nobody in this JVM has done that
   */
  static Event released(
      Incident i, HeldCase c, HoldView h, boolean byForce, @Nullable String lost) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    String by = byForce ? "force" : "owner";
    fields.put("by", by);
    fields.put("lock", h.name());
    fields.put("kind", h.kind().name().toLowerCase(Locale.ROOT));
    fields.put("holder", c.holder);
    fields.put("thread_id", c.threadId);
    fields.put("age_ms", h.ageMillis());
    String how = "released by " + by;
    if (!byForce && lost != null) {
      fields.put("lost", lost);
      how = lost.equals(DELETED) ? "deleted by somebody else" : "is somebody else's file by now,";
    }
    String age = Ages.format(Duration.ofMillis(h.ageMillis()));
    String human = CleanText.word(h.name()) + " " + how + " after " + age;
    return new Event("hold.released", Severity.INFO, i.id, fields, human);
  }

  /** Of what a former holder tried with what it had lost. */
  static Event absorbed(Zombies.Attempt a) {
    Map<String, @Nullable Object> fields =
        Map.of("holder", a.thread(), "act", a.act(), "lock", a.what());
    String who = "former holder \"" + a.thread() + "\"";
    String human = who + " tried to " + a.act() + " " + CleanText.word(a.what());
    return new Event("zombie.absorbed", Severity.WARN, a.incident(), fields, human);
  }
}
