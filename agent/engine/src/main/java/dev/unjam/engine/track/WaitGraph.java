package dev.unjam.engine.track;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who waits for whom, as far as somebody had reason to look: immutable, and without a thread in it.
 *
 * @param waits each thread that waits with each hold that it waits for
 * @param complete whether these are all; a bound ends the look at a very large crowd
 */
public record WaitGraph(List<Wait> waits, boolean complete) {
  /** Nobody waits, or nobody looked. */
  public static final WaitGraph NONE = new WaitGraph(List.of(), true);

  /** Copies the list. */
  public WaitGraph {
    waits = List.copyOf(waits);
  }

  /** Those who wait for this hold itself. */
  public List<Wait> of(HoldId hold) {
    return waits.stream().filter(w -> w.hold().equals(hold)).toList();
  }

  /**
   * The blast radius: those who wait for these holds, and those who wait for what they hold, and so
   * on; each thread once, the nearest first.
   */
  public List<Wait> behind(Collection<HoldId> holds) {
    Set<HoldId> wanted = Set.copyOf(holds);
    Map<Long, List<Wait>> byHolder = byHolder();
    Deque<Wait> next = new ArrayDeque<>();
    waits.stream().filter(w -> wanted.contains(w.hold())).forEach(next::add);
    Set<Long> seen = new HashSet<>();
    List<Wait> behind = new ArrayList<>();
    for (Wait w = next.poll(); w != null; w = next.poll()) {
      if (seen.add(w.threadId())) {
        behind.add(w);
        next.addAll(byHolder.getOrDefault(w.threadId(), List.of()));
      }
    }
    return behind;
  }

  /**
   * What a thread waits for, what the holder of that waits for, and so on to the root, who waits
   * for nobody; ends where it would come back to itself. Of several holders the first counts.
   */
  public List<Wait> chain(long threadId) {
    List<Wait> chain = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    long at = threadId;
    while (seen.add(at)) {
      long waiter = at;
      for (Wait w : waits) {
        if (w.threadId() == waiter) {
          chain.add(w);
          at = w.holderId();
          break;
        }
      }
    }
    return chain;
  }

  private Map<Long, List<Wait>> byHolder() {
    Map<Long, List<Wait>> byHolder = new HashMap<>();
    for (Wait w : waits) {
      byHolder.computeIfAbsent(w.holderId(), id -> new ArrayList<>()).add(w);
    }
    return byHolder;
  }
}
