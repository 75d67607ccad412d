package dev.unjam.engine.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Writes the lines of one log and never throws: a log that cannot be written is said once, then
 * tried again from time to time.
 *
 * <p>Safe for all threads.
 */
final class LineSink {
  private static final long MOST_BYTES = 10L << 20;
  private static final int FILES = 5;
  private static final long PAUSE = Duration.ofSeconds(30).toNanos();

  private final String path;
  private final RollingFile file;
  private final Consumer<String> fallback;
  private final LongSupplier nanos;
  private boolean failing;
  private long retryAt;
  private long lost;

  /**
   * @param path the log, {@code %p} stands for the pid
   * @param fallback takes one line when the log fails, and one when it works again
   */
  LineSink(String path, Consumer<String> fallback) {
    this(path, MOST_BYTES, FILES, fallback, System::nanoTime);
  }

  LineSink(String path, long mostBytes, int files, Consumer<String> fallback, LongSupplier nanos) {
    this.path = path.replace("%p", Long.toString(ProcessHandle.current().pid()));
    this.file = new RollingFile(this.path, mostBytes, files);
    this.fallback = fallback;
    this.nanos = nanos;
  }

  /** Writes the line and a line feed, or drops it and returns false where the log fails. */
  synchronized boolean write(String line) {
    if (failing && nanos.getAsLong() - retryAt < 0) {
      lost++;
      return false;
    }
    try {
      file.append((line + "\n").getBytes(StandardCharsets.UTF_8));
      recovered();
      return true;
    } catch (IOException | RuntimeException e) {
      failed(e);
      return false;
    }
  }

  private void recovered() {
    if (failing) {
      failing = false;
      say("the log " + path + " can be written again; lines lost meanwhile: " + lost);
      lost = 0;
    }
  }

  private void failed(Exception e) {
    boolean first = !failing;
    failing = true;
    lost++;
    retryAt = nanos.getAsLong() + PAUSE;
    if (first) {
      say("the log " + path + " cannot be written (" + reason(e) + "); tried again every 30s");
    }
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private void say(String line) {
    try {
      fallback.accept(Text.line(line));
    } catch (RuntimeException nowhereLeftToSayIt) {
      lost++;
    }
  }
}
