package dev.unjam.engine.detect;

import dev.unjam.engine.track.Wait;
import dev.unjam.engine.track.WaitGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the circles among those who wait: a pure function.
 *
 * <p>A thread that is in a call, or runs, or sleeps waits for no hold, so no circle goes through
 * it: what waits behind it is its blast radius, not a deadlock.
 */
public final class Deadlocks {
  private final WaitGraph graph;

  /** By thread; sorted, so that the same circle is found in the same order every time. */
  private final TreeMap<Long, List<Wait>> left = new TreeMap<>();

  private Deadlocks(WaitGraph graph) {
    this.graph = graph;
  }

  /** Every circle, those that may end by themselves included; each thread in one at most. */
  public static List<Deadlock> in(WaitGraph graph) {
    return graph.waits().isEmpty() ? List.of() : new Deadlocks(graph).all();
  }

  private List<Deadlock> all() {
    for (Wait w : graph.waits()) {
      if (w.needed()) {
        left.computeIfAbsent(w.threadId(), id -> new ArrayList<>()).add(w);
      }
    }
    List<Deadlock> found = new ArrayList<>();
    for (dropWhoCanGoOn(); !left.isEmpty(); dropWhoCanGoOn()) {
      List<Wait> circle = circle();
      circle.forEach(w -> left.remove(w.threadId()));
      found.add(new Deadlock(circle));
    }
    return found;
  }

  /** Who waits for nobody that is left is in no circle; then who waits for those, and so on. */
  private void dropWhoCanGoOn() {
    boolean dropped = true;
    while (dropped) {
      left.values().forEach(waits -> waits.removeIf(w -> !left.containsKey(w.holderId())));
      dropped = left.values().removeIf(List::isEmpty);
    }
  }

  /** Everybody who is left waits for somebody who is left: whoever is followed, it comes round. */
  private List<Wait> circle() {
    Map<Long, Integer> at = new HashMap<>();
    List<Wait> path = new ArrayList<>();
    long thread = left.firstKey();
    while (!at.containsKey(thread)) {
      at.put(thread, path.size());
      Wait next = left.getOrDefault(thread, List.of()).get(0);
      path.add(next);
      thread = next.holderId();
    }
    return fromSmallest(path.subList(at.getOrDefault(thread, 0), path.size()));
  }

  private static List<Wait> fromSmallest(List<Wait> circle) {
    int first = 0;
    for (int i = 1; i < circle.size(); i++) {
      first = circle.get(i).threadId() < circle.get(first).threadId() ? i : first;
    }
    List<Wait> turned = new ArrayList<>(circle.subList(first, circle.size()));
    turned.addAll(circle.subList(0, first));
    return turned;
  }
}
