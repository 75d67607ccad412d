package dev.unjam.engine;

import dev.unjam.engine.lease.CleanText;
import dev.unjam.engine.report.HoldLine;
import dev.unjam.engine.report.Text;
import dev.unjam.engine.track.CallView;
import dev.unjam.engine.track.HandoverView;
import dev.unjam.engine.track.HoldKind;
import dev.unjam.engine.track.HoldView;
import dev.unjam.engine.track.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operator's line on one holder: the shape that is known from the gateways' own reports, and
 * after it who waits, whether it may be released, and where it was taken.
 */
final class CaseLine {
  private static final int LONGEST_NAME = 100;

  private final HeldCase c;
  private final @Nullable CallView call;
  private final @Nullable HandoverView by;
  private final Releasable releasable;

  CaseLine(HeldCase c, @Nullable CallView call, @Nullable HandoverView by, Releasable releasable) {
    this.by = by;
    this.c = c;
    this.call = call;
    this.releasable = releasable;
  }

  static int waiters(HeldCase c) {
    return c.left.values().stream().mapToInt(HoldView::waiters).sum();
  }

  /** The lock files first, because that is what the operator looks for. */
  String format(List<Wait> behind) {
    StringBuilder out = new StringBuilder();
    List<HoldView> holds = new ArrayList<>(c.left.values());
    holds.sort(Comparator.comparing(h -> h.kind() != HoldKind.LOCKFILE));
    for (HoldView h : holds) {
      out.append(out.length() == 0 ? line(h).format() : " also=" + CleanText.word(h.name()));
    }
    if (by != null) {
      String name = Text.cap(Text.line(by.workerName()), LONGEST_NAME);
      out.append(" by=\"").append(name).append("\"#").append(by.workerId());
    }
    if (!behind.isEmpty()) {
      out.append(" blast=").append(behind.size()).append(" waiting=").append(Waiting.line(behind));
    }
    if (!holds.isEmpty()) {
      out.append(" releasable=").append(releasable.of(holds.get(0)));
      String site = holds.get(0).site();
      out.append(site == null ? "" : " taken_at=" + site);
    }
    return out.toString();
  }

  private HoldLine line(HoldView h) {
    boolean silent = call != null && call.silentMillis() > 0;
    return new HoldLine(
        CleanText.word(h.name()),
        Events.PID,
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
}
