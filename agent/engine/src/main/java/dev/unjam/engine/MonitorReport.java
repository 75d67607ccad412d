package dev.unjam.engine;

import dev.unjam.engine.report.Event;
import dev.unjam.engine.report.Journal;
import dev.unjam.engine.report.Severity;
import dev.unjam.engine.report.Text;
import dev.unjam.engine.track.Monitors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells which monitors ({@code synchronized}) the holders of an incident are inside of: asked once
 * for each holder, when its incident opens, and before any remedy moves it.
 *
 * <p>The watchdog's thread only; the question itself stands on a thread of its own, and is left
 * behind if it hangs.
 */
final class MonitorReport {
  private static final int MOST = 10;

  private final Monitors monitors;
  private final Journal journal;
  private final long patienceMillis;
  private final List<Asked> fresh = new ArrayList<>();
  private final List<Question> pending = new ArrayList<>();

  private record Asked(Incident incident, HeldCase holder) {}

  private record Question(List<Asked> of, Errand<List<Monitors.Held>> answer) {}

  /**
   * A report.
   *
   * @param patienceMillis how long a tick waits for the answer, so that it is of the moment before
   *     the first remedy; one that comes later is told later
   */
  MonitorReport(Monitors monitors, Journal journal, long patienceMillis) {
    this.monitors = monitors;
    this.journal = journal;
    this.patienceMillis = patienceMillis;
  }

  /** This holder is to be asked about. */
  void wanted(Incident i, HeldCase c) {
    fresh.add(new Asked(i, c));
  }

  /** Asks about those that are new, and tells what is known by now. */
  void tick() {
    if (!fresh.isEmpty()) {
      List<Asked> of = List.copyOf(fresh);
      fresh.clear();
      List<Long> ids = of.stream().map(a -> a.holder().threadId).toList();
      Errand<List<Monitors.Held>> answer = Errand.start("monitors", () -> monitors.held(ids));
      answer.await(patienceMillis);
      pending.add(new Question(of, answer));
    }
    pending.removeIf(this::told);
  }

  private boolean told(Question q) {
    if (!q.answer().isOver()) {
      return false;
    }
    List<Monitors.Held> held = q.answer().result();
    if (held == null) {
      return true;
    }
    for (Asked a : q.of()) {
      held.stream()
          .filter(m -> m.threadId() == a.holder().threadId)
          .limit(MOST)
          .forEach(m -> journal.publish(event(a.incident(), a.holder(), m)));
    }
    return true;
  }

  private static Event event(Incident i, HeldCase c, Monitors.Held m) {
    Map<String, @Nullable Object> hold = new LinkedHashMap<>();
    hold.put("lock", m.monitor());
    hold.put("kind", "monitor");
    hold.put("waiters", m.blocked().size());
    hold.put("waiting", m.blocked().stream().limit(MOST).map(MonitorReport::thread).toList());
    hold.put("releasable", Releasable.MONITOR);
    hold.put("taken_at", m.site());
    Map<String, @Nullable Object> fields = Fields.finding(c.finding);
    fields.put("pid", Events.PID);
    fields.put("holder", c.holder);
    fields.put("thread_id", c.threadId);
    fields.put("holds", List.of(hold));
    fields.put("waiters", m.blocked().size());
    fields.put("releasable", Releasable.MONITOR);
    return new Event("incident.updated", Severity.WARN, i.id, fields, line(c, m));
  }

  private static Map<String, @Nullable Object> thread(Monitors.Blocked b) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("thread", b.thread());
    fields.put("thread_id", b.threadId());
    return fields;
  }

  /** The usual shape; since when a monitor is held nobody knows. */
  private static String line(HeldCase c, Monitors.Held m) {
    return m.monitor()
        + (" │ pid=" + Events.PID + " (alive) age=unknown stale=no │")
        + (" verdict=" + c.finding.label())
        + (" holder=\"" + Text.cap(Text.line(c.holder), 100) + "\"#" + c.threadId)
        + (" waiters=" + m.blocked().size())
        + (" releasable=" + Releasable.MONITOR + " taken_at=" + m.site());
  }
}
