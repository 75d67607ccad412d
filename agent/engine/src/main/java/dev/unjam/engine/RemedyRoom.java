package dev.unjam.engine;

import dev.unjam.engine.ladder.Rung;
import dev.unjam.engine.remedy.RemedyRun;
import dev.unjam.engine.track.HoldView;
import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  /** Of all folders: one whose file server is gone keeps no other waiting. */
  static final int RELEASES_IN_ALL = 128;

  /** These take seconds in which they mostly wait for a host that does not heed them. */
  static final int OTHERS = 256;

  private final Map<String, List<RemedyRun>> releases = new HashMap<>();
  private final List<RemedyRun> others = new ArrayList<>();

  /**
   * Whether one more may begin.
   *
   * @param place the folder in which it would wait for others, or none
   */
  boolean isThereFor(Rung rung, String place) {
    if (rung != Rung.RELEASE) {
      return atWork(others) < OTHERS;
    }
    releases.values().removeIf(runs -> atWork(runs) == 0);
    int all = releases.values().stream().mapToInt(List::size).sum();
    return all < RELEASES_IN_ALL && releases.getOrDefault(place, List.of()).size() < RELEASES;
  }

  private static int atWork(List<RemedyRun> runs) {
    runs.removeIf(r -> !r.isAwaited());
    return runs.size();
  }

  /** It takes its room from now on, until it has ended or is left behind. */
  RemedyRun taken(Rung rung, String place, RemedyRun by) {
    boolean release = rung == Rung.RELEASE;
    (release ? releases.computeIfAbsent(place, first -> new ArrayList<>()) : others).add(by);
    return by;
  }

  /** The folder of the first lock file of these, in which remedies wait for each other, or none. */
  static String place(Collection<HoldView> holds) {
    for (HoldView h : holds) {
      int end = h.name().lastIndexOf(File.separatorChar);
      if (end >= 0) {
        return h.name().substring(0, end);
      }
    }
    return "";
  }
}
