package dev.unjam.engine.report;

import java.time.Clock;
import java.util.function.Consumer;

/**
 * The log for people: one line an event, {@code TIME SEVERITY INCIDENT TEXT}.
 *
 * <p>Opened at the first event, which comes after the host's {@code main} has begun, but for those
 * of the sweep. Rotated at 10 MiB, five files in all.
 */
public final class HumanLog implements Journal {
  private final LineSink sink;
  private final Clock clock;

  /**
   * @param path the file, {@code %p} stands for the pid; it is opened at the first event
   * @param fallback takes one line when the log cannot be written, and one when it can again
   */
  public HumanLog(String path, Consumer<String> fallback) {
    this(new LineSink(path, fallback), Clock.systemUTC());
  }

  HumanLog(LineSink sink, Clock clock) {
    this.sink = sink;
    this.clock = clock;
  }

  @Override
  public void publish(Event event) {
    record(event);
  }

  @Override
  public boolean record(Event event) {
    String incident = event.incident() == null ? "-" : event.incident();
    StringBuilder line = new StringBuilder(128);
    line.append(Stamp.of(clock.instant())).append(' ').append(event.severity());
    line.append(event.severity() == Severity.ERROR ? " " : "  ");
    line.append(Text.line(incident)).append(' ').append(Text.line(event.human()));
    return sink.write(line.toString());
  }
}
