package dev.unjam.engine;

import dev.unjam.engine.detect.Finding;
import dev.unjam.engine.detect.Verdict;
import dev.unjam.engine.refusal.Refusal;
import dev.unjam.engine.report.Ages;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What the host, and through it the user, is told of a call that was ended. */
final class HostMessage {
  private static final String LEAK = "Lock was left behind by its task, released";
  private static final String FIRST = "Model API quota exceeded, try again later";

  private HostMessage() {}

  static String of(String incident, Finding f, Clock clock) {
    boolean plainLeak = f.verdict() == Verdict.LEAKED && f.refusal() == null;
    StringBuilder out = new StringBuilder(plainLeak ? LEAK : FIRST).append(" (");
    String peer = f.peer();
    if (peer != null) {
      out.append("provider=").append(peer).append(' ');
    }
    if (f.status() > 0) {
      out.append("status=").append(f.status()).append(' ');
    }
    refusal(out, f.refusal(), clock);
    if (f.verdict() == Verdict.SILENT) {
      out.append("no byte for ")
          .append(Ages.format(Duration.ofMillis(f.stuckMillis())))
          .append(' ');
    }
    return out.append("incident=").append(incident).append(')').toString();
  }

  private static void refusal(StringBuilder out, @Nullable Refusal r, Clock clock) {
    if (r == null) {
      return;
    }
    out.append("class=").append(r.refusalClass().label()).append(' ');
    if (r.code() != null) {
      out.append("code=").append(r.code()).append(' ');
    }
    if (r.retryAfter() != null) {
      out.append("retry_at=")
          .append(clock.instant().plus(r.retryAfter()).truncatedTo(ChronoUnit.SECONDS))
          .append(' ');
    }
  }
}
