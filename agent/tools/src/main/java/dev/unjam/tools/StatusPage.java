package dev.unjam.tools;

import dev.unjam.engine.lease.CleanText;
import dev.unjam.engine.report.Ages;
import dev.unjam.engine.report.Text;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints an agent's status for a person. */
final class StatusPage {
  private final PrintWriter out;

  StatusPage(PrintWriter out) {
    this.out = out;
  }

  void print(long pid, Answer status) {
    line("JVM " + pid + ": Unjam " + status.field("version") + ", mode " + status.field("mode"));
    if (status.isUnhealthy()) {
      line("unhealthy: nothing helped, this JVM needs a restart");
    }
    incidents(status.openIncidents());
    deadlocks(status.fields().get("deadlocks"));
    holds(status.objects("holds"));
    calls(status.objects("calls"));
    if (status.fields().get("suppressed") instanceof Number errors && errors.longValue() > 0) {
      line("errors inside the agent that were kept from the host: " + errors);
    }
  }

  private void incidents(List<Map<?, ?>> incidents) {
    line("open incidents: " + incidents.size());
    for (Map<?, ?> incident : incidents) {
      line(
          "  "
              + Answer.text(incident, "id", "?")
              + "  "
              + Answer.text(incident, "verdict", "unknown")
              + "  "
              + Answer.text(incident, "state", "open")
              + "  since "
              + Answer.text(incident, "opened", "?"));
    }
  }

  private void holds(List<Map<?, ?>> holds) {
    line("holds: " + holds.size());
    for (Map<?, ?> hold : holds) {
      line(
          "  "
              + CleanText.word(Answer.text(hold, "lock", "?"))
              + " │ "
              + Answer.text(hold, "kind", "lock")
              + " age="
              + age(hold, "age_s", 1000)
              + " holder=\""
              + Answer.text(hold, "holder", "?")
              + "\" call="
              + call(hold.get("call"))
              + " waiters="
              + Answer.text(hold, "waiters", "0")
              + optional(" releasable=", hold, "releasable")
              + optional(" taken_at=", hold, "taken_at"));
      waits("waiting: ", Answer.objects(hold.get("waiting")));
      waits("its holder: ", Answer.objects(hold.get("waiting_for")));
    }
  }

  private void deadlocks(@Nullable Object deadlocks) {
    for (Object circle : deadlocks instanceof List<?> all ? all : List.of()) {
      line("deadlock:");
      waits("", Answer.objects(circle));
    }
  }

  private void waits(String what, List<Map<?, ?>> waits) {
    for (Map<?, ?> w : waits) {
      line(
          "    "
              + what
              + ("\"" + Answer.text(w, "thread", "?") + "\"#" + Answer.text(w, "thread_id", "?"))
              + (" waits " + age(w, "waiting_ms", 1))
              + (" for " + CleanText.word(Answer.text(w, "waits_for", "?")))
              + (" held by \"" + Answer.text(w, "held_by", "?"))
              + ("\"#" + Answer.text(w, "held_by_id", "?")));
    }
  }

  private static String optional(String label, Map<?, ?> of, String field) {
    Object value = of.get(field);
    return value == null ? "" : label + value;
  }

  private void calls(List<Map<?, ?>> calls) {
    line("calls: " + calls.size());
    for (Map<?, ?> call : calls) {
      StringBuilder fields = new StringBuilder();
      call.forEach((name, value) -> fields.append("  ").append(name).append('=').append(value));
      line(fields.toString());
    }
  }

  private static String call(@Nullable Object call) {
    return call == null ? "none" : Text.url(call.toString());
  }

  private static String age(Map<?, ?> of, String field, long unitMillis) {
    return of.get(field) instanceof Number n
        ? Ages.format(Duration.ofMillis((long) (n.doubleValue() * unitMillis)))
        : "?";
  }

  private void line(String text) {
    out.println(Text.line(text));
  }
}
