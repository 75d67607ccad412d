package dev.unjam.engine.os;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Asks {@link ProcessHandle}: macOS, Windows, and Linux without a {@code /proc}. */
final class HandleProbe implements ProcessProbe {
  @Override
  public Liveness liveness(long pid) {
    try {
      return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()
          ? Liveness.ALIVE
          : Liveness.DEAD;
    } catch (SecurityException | UnsupportedOperationException e) {
      return Liveness.UNKNOWN;
    }
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
