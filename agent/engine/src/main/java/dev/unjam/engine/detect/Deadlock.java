package dev.unjam.engine.detect;

import dev.unjam.engine.track.Wait;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Threads that wait for each other in a circle, each for a lock that the next one holds.
 *
 * @param circle the waits, beginning with the thread of the smallest id; each waits for what the
 *     next one holds, the last for what the first one holds
 */
public record Deadlock(List<Wait> circle) {
  /** Copies the list. */
  public Deadlock {
    circle = List.copyOf(circle);
  }

  /** Since when it is known to be so: since its last member was first seen waiting. */
  public long millis() {
    return circle.stream().mapToLong(Wait::waitingMillis).min().orElse(0);
  }

  /** Whether no member waits with a limit of time, after which it would go on by itself. */
  public boolean endless() {
    return circle.stream().allMatch(Wait::untimed);
  }

  /** Equal for the same threads waiting for the same holds. */
  public String key() {
    return circle.stream()
        .map(w -> w.threadId() + ">" + w.hold().record() + ":" + w.hold().seq())
        .collect(Collectors.joining("|", "deadlock|", ""));
  }

  /** The circle in words, as {@code "a"#31 waits for X held by "b"#32, which waits for …}. */
  public String text() {
    StringBuilder out = new StringBuilder("deadlock: ");
    for (int i = 0; i < circle.size(); i++) {
      Wait w = circle.get(i);
      out.append(i == 0 ? "\"" + w.thread() + "\"#" + w.threadId() : ", which");
      out.append(" waits for ").append(w.waitsFor());
      out.append(" held by \"").append(w.holder()).append("\"#").append(w.holderId());
    }
    return out.toString();
  }
}
