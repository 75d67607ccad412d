package dev.unjam.benchmarks;

/**
 * Tells when the just-in-time compilers of some processes have done most of their work.
 *
 * <p>A long compilation counts once it has ended.
 */
final class Settling {
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final double MOST = 0.02;

  private final long span;
  private final long deadline;
  private long since;
  private long compiledThen;

  /** Beginning at this time, by {@link System#nanoTime}. */
  Settling(PipeScale scale, long nanos) {
    this.span = scale.settles() * SECOND_NANOS;
    this.deadline = nanos + scale.patience() * SECOND_NANOS;
    this.since = nanos;
  }

  /**
   * A round has ended.
   *
   * @param compiledMillis how long all of them have compiled so far
   * @return whether they hardly did during the last seconds, or nobody waits any longer
   */
  boolean isOver(long nanos, long compiledMillis) {
    double more = (compiledMillis - compiledThen) * 1e6;
    if (more > MOST * span) {
      since = nanos;
      compiledThen = compiledMillis;
    }
    return nanos - since >= span || nanos >= deadline;
  }
}
