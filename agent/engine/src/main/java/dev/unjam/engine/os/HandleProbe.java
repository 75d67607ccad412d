package dev.unjam.engine.os;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks {@link ProcessHandle}: macOS, Windows, and Linux without a {@code /proc}. */
final class HandleProbe implements ProcessProbe {
  /** A list takes milliseconds, and there may be a question for each of thousands of files. */
  private static final long KEPT_NANOS = 100_000_000;

  private volatile Listed last = new Listed(Set.of(), System.nanoTime() - KEPT_NANOS);

  @Override
  public Liveness liveness(long pid) {
    try {
      if (runs(pid)) {
        return Liveness.ALIVE;
      }
      return seesProcesses() ? Liveness.DEAD : Liveness.UNKNOWN;
    } catch (SecurityException | UnsupportedOperationException e) {
      return Liveness.UNKNOWN;
    }
  }

  /** Windows does not open every process of another user, but lists them all. */
  private boolean runs(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()
        || listed().pids().contains(pid);
  }

  private Listed listed() {
    Listed known = last;
    if (System.nanoTime() - known.at() >= KEPT_NANOS) {
      long now = System.nanoTime();
      known =
          new Listed(
              ProcessHandle.allProcesses()
                  .map(ProcessHandle::pid)
                  .collect(Collectors.toUnmodifiableSet()),
              now);
      last = known;
    }
    return known;
  }

  /** All processes, and when that was before they were looked up. */
  private record Listed(Set<Long> pids, long at) {}

  /** On a Linux whose {@code /proc} is not mounted nobody is seen, ourselves included. */
  private static boolean seesProcesses() {
    return ProcessHandle.of(ProcessHandle.current().pid()).isPresent();
  }

  @Override
  public OptionalLong startTime(long pid) {
    return OptionalLong.empty();
  }

  @Override
  public Optional<Instant> startedAt(long pid) {
    return started(pid);
  }

  static Optional<Instant> started(long pid) {
    try {
      return ProcessHandle.of(pid).flatMap(handle -> handle.info().startInstant());
    } catch (SecurityException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }
}
