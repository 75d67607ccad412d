package dev.unjam.engine.detect;

import dev.unjam.engine.track.HoldId;
import dev.unjam.engine.track.Title;
import dev.unjam.engine.track.Wait;
import dev.unjam.engine.track.WaitGraph;
import java.util.ArrayList;
import java.util.List;

/** A made-up graph: threads are small numbers, and each has one hold of the same number. */
final class AGraph {
  private final List<Wait> waits = new ArrayList<>();

  AGraph waits(long thread, long holder) {
    return add(thread, holder, 60_000, true, true);
  }

  AGraph waitsFor(long millis, long thread, long holder) {
    return add(thread, holder, millis, true, true);
  }

  AGraph waitsWithALimit(long thread, long holder) {
    return add(thread, holder, 60_000, false, true);
  }

  /** One holder of several, any of whom would do. */
  AGraph waitsForOneOf(long thread, long holder) {
    return add(thread, holder, 60_000, true, false);
  }

  private AGraph add(long thread, long holder, long millis, boolean untimed, boolean needed) {
    HoldId id = hold(holder);
    Title title = Title.of("L" + holder);
    waits.add(
        new Wait(thread, "t" + thread, title, id, holder, "t" + holder, millis, untimed, needed));
    return this;
  }

  static HoldId hold(long holder) {
    return new HoldId(holder, 1);
  }

  WaitGraph graph() {
    return new WaitGraph(waits, true);
  }
}
