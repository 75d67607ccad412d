package dev.unjam.engine.os;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Asks {@link ProcessHandle}: macOS, Windows, and Linux without a {@code /proc}. */
final class HandleProbe implements ProcessProbe {
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
  private static boolean runs(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()
        || ProcessHandle.allProcesses().anyMatch(process -> process.pid() == pid);
  }

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
