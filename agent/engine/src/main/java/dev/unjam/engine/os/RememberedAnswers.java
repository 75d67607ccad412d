package dev.unjam.engine.os;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Asks once, rather than for each of a gateway's thousands of lock files, whether it runs and since
 * when. That somebody has ended is never remembered: the number may have been given out since. One
 * thread only.
 */
final class RememberedAnswers implements ProcessProbe {
  /** Short: its number may be given to another process. */
  private static final long KEPT_NANOS = 100_000_000;

  private final ProcessProbe probe;
  private final Set<Long> alive = new HashSet<>();
  private final Map<Long, OptionalLong> ticks = new HashMap<>();
  private final Map<Long, Optional<Instant>> times = new HashMap<>();
  private long since = System.nanoTime();

  RememberedAnswers(ProcessProbe probe) {
    this.probe = probe;
  }

  @Override
  public Liveness liveness(long pid) {
    forget();
    if (alive.contains(pid)) {
      return Liveness.ALIVE;
    }
    Liveness now = probe.liveness(pid);
    if (now == Liveness.ALIVE) {
      alive.add(pid);
    }
    return now;
  }

  @Override
  public OptionalLong startTime(long pid) {
    return remembered(ticks, pid, probe::startTime);
  }

  @Override
  public Optional<Instant> startedAt(long pid) {
    return remembered(times, pid, probe::startedAt);
  }

  @Override
  public boolean clockWasLeftAlone() {
    return probe.clockWasLeftAlone();
  }

  @Override
  public Optional<String> ambiguity(long pid) {
    return probe.ambiguity(pid);
  }

  private <T> T remembered(Map<Long, T> known, long pid, Function<Long, T> ask) {
    forget();
    return known.computeIfAbsent(pid, ask);
  }

  private void forget() {
    long now = System.nanoTime();
    if (now - since >= KEPT_NANOS) {
      alive.clear();
      ticks.clear();
      times.clear();
      since = now;
    }
  }
}
