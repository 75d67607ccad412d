package dev.unjam.benchmarks.scale;

import dev.unjam.benchmarks.Setting;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.refusal.Classifier;
import dev.unjam.engine.track.Snapshot;
import dev.unjam.engine.track.Synchronizers;
import dev.unjam.engine.track.Tracker;
import java.util.Arrays;

/**
 * Times {@code Tracker.snapshot()} over the records of many threads that hold real locks under the
 * agent's own hooks. Arguments: {@code platform} or {@code virtual}, how many, rounds.
 *
 * <p>The tracker is one of this program's own over the agent's records. The agent's watchdog is
 * kept away by a long {@code scan}; the holds are aged by hand, so that each is looked at in
 * earnest.
 */
public final class SnapshotCost {
  private static final int HOLDS = 3;
  private static final int WARM_UP = 200;
  private static final long AGE_MILLIS = 5_000;

  private SnapshotCost() {}

  /** Prints {@code snapshot_us} (median), {@code snapshot_p99_us} and {@code holds}. */
  public static void main(String[] args) throws InterruptedException {
    Setting.AGENT.expectActive();
    int size = Integer.parseInt(args[1]);
    Crowd crowd = Crowd.gather(args[0].equals("virtual"), size, HOLDS);
    Ticks.advance(AGE_MILLIS);
    Tracker tracker =
        new Tracker(Classifier.builtIn(), Synchronizers.open(), Long.MAX_VALUE, Long.MAX_VALUE);
    expectAll(tracker.snapshot(), size);
    int rounds = Integer.parseInt(args[2]);
    long[] nanos = new long[rounds];
    for (int i = -WARM_UP; i < rounds; i++) {
      long start = System.nanoTime();
      Snapshot s = tracker.snapshot();
      long took = System.nanoTime() - start;
      expectAll(s, size);
      if (i >= 0) {
        nanos[i] = took;
      }
    }
    crowd.dismiss();
    Arrays.sort(nanos);
    System.out.println("snapshot_us=" + nanos[rounds / 2] / 1_000);
    System.out.println("snapshot_p99_us=" + nanos[rounds * 99 / 100] / 1_000);
    System.out.println("holds=" + size * HOLDS);
  }

  private static void expectAll(Snapshot s, int size) {
    long full = s.holders().stream().filter(h -> h.holds().size() == HOLDS).count();
    if (full < size) {
      throw new IllegalStateException(full + " of " + size + " threads seen with all they hold");
    }
  }
}
