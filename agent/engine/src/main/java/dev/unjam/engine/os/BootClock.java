package dev.unjam.engine.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Notices that the clock was set while this machine, or container, ran.
 *
 * <p>When a process started is known in ticks since boot; as a time of the clock it moves whenever
 * that is set. The time of a file does not: that of a device that nobody writes the time of, made
 * when the first process started, stays what the clock showed then.
 */
public final class BootClock {
  /** The clock may have been set by less than that, unnoticed. */
  public static final Duration TOLERANCE = Duration.ofSeconds(30);

  private static final Path DEVICE = Path.of("/dev/full");

  private BootClock() {}

  /** Says whether it still agrees with when the first process started, as it is reckoned now. */
  static boolean agrees(Instant firstStarted) {
    try {
      Instant made = Files.getLastModifiedTime(DEVICE).toInstant();
      return Duration.between(made, firstStarted).abs().compareTo(TOLERANCE) <= 0;
    } catch (IOException | SecurityException e) {
      return false;
    }
  }
}
