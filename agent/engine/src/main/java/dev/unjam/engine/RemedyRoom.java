package dev.unjam.engine;

import dev.unjam.engine.ladder.Rung;
import dev.unjam.engine.remedy.RemedyRun;
import java.util.ArrayList;
import java.util.List;

/**
 * How many remedies are at work at once: an outage may jam thousands of sessions in one moment, and
 * must not begin as many threads. Whoever finds no room asks again in the next tick.
 *
 * <p>A remedy that is left behind takes no room: the {@link Guard} counts those. The watchdog's
 * thread only.
 */
final class RemedyRoom {
  /** Those of one folder wait for each other, and are to be done long before they count as hung. */
  static final int RELEASES = 16;

  /** These take seconds in which they mostly wait for a host that does not heed them. */
  static final int OTHERS = 256;

  private final List<RemedyRun> releases = new ArrayList<>();
  private final List<RemedyRun> others = new ArrayList<>();

  boolean isThereFor(Rung rung) {
    List<RemedyRun> runs = of(rung);
    runs.removeIf(r -> !r.isAwaited());
    return runs.size() < (rung == Rung.RELEASE ? RELEASES : OTHERS);
  }

  /** It takes its room from now on, until it has ended or is left behind. */
  RemedyRun taken(Rung rung, RemedyRun by) {
    of(rung).add(by);
    return by;
  }

  private List<RemedyRun> of(Rung rung) {
    return rung == Rung.RELEASE ? releases : others;
  }
}
