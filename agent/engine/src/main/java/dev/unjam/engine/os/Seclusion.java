package dev.unjam.engine.os;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Knows whether this process is alone in a container that was started for it.
 *
 * <p>From there a gateway in another container, over the same folders, looks as if it were dead.
 */
public final class Seclusion {
  private Seclusion() {}

  /**
   * Returns when the container of this process was started, if nothing runs in it but this process
   * and those that started it; empty otherwise, and where that cannot be seen. Never throws.
   */
  public static Optional<Instant> since() {
    if (!Container.isOne()) {
      return Optional.empty();
    }
    Set<Long> mine = new HashSet<>();
    Optional<ProcessHandle> each = Optional.of(ProcessHandle.current());
    while (each.isPresent() && mine.add(each.get().pid())) {
      each = each.get().parent();
    }
    boolean alone =
        mine.contains(1L) && ProcessHandle.allProcesses().allMatch(p -> mine.contains(p.pid()));
    return alone ? ProcessProbe.ofThisMachine().startedAt(1) : Optional.empty();
  }
}
