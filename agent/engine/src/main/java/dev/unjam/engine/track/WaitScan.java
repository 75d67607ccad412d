package dev.unjam.engine.track;

import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Threads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Decides when to look who waits for whom, and remembers from look to look since when.
 *
 * <p>The watchdog's thread only, but for {@link #now}.
 */
final class WaitScan {
  /** A circle of monitors alone never ends; there is no hurry, and the question stops the JVM. */
  private static final long CIRCLES_EVERY_MILLIS = 5_000;

  private final HoldLook holds;
  private final Synchronizers synchronizers;
  private final Monitors monitors;
  private final FirstWaits first = new FirstWaits();
  private Collection<Long> circle = List.of();
  private long circlesAt = -CIRCLES_EVERY_MILLIS;

  WaitScan(HoldLook holds, Synchronizers synchronizers, Monitors monitors) {
    this.holds = holds;
    this.synchronizers = synchronizers;
    this.monitors = monitors;
  }

  /**
   * A scan's look: nothing, unless somebody waits for an old hold or an incident is open.
   *
   * @param waitedFor whose old holds somebody waits for
   */
  WaitGraph scan(List<ThreadRecord> waitedFor, Kinds kinds, boolean incident, long now) {
    if (incident && now - circlesAt >= CIRCLES_EVERY_MILLIS) {
      circlesAt = now;
      circle = monitors.deadlocked();
    }
    WaitGraph graph =
        waitedFor.isEmpty() && circle.isEmpty()
            ? WaitGraph.NONE
            : new WaitLook(holds, kinds, synchronizers, monitors, first::note, now)
                .from(waitedFor, circle);
    first.scanned();
    if (graph.waits().isEmpty()) {
      circle = List.of();
    }
    return graph;
  }

  /** A look at all who hold something; any thread. */
  WaitGraph now(Kinds kinds, long now) {
    List<ThreadRecord> holders = new ArrayList<>();
    Threads.forEach(
        r -> {
          if (r.depth() > 0) {
            holders.add(r);
          }
        });
    return new WaitLook(holds, kinds, synchronizers, monitors, first::peek, now)
        .from(holders, List.of());
  }
}
