package dev.unjam.engine.lease;

import dev.unjam.engine.os.Liveness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is thought of one lock file, and why.
 *
 * @param file the file as it was when it was judged
 * @param verdict what is to be thought of it
 * @param liveness what is known of the pid in it; {@code UNKNOWN} where there is none
 * @param reasons why, in plain words, the weightiest first; never empty
 * @param at when it was judged
 */
public record Judgement(
    LockFile file, Verdict verdict, Liveness liveness, List<String> reasons, Instant at) {

  /** Copies the reasons, so that a judgement never changes. */
  public Judgement {
    reasons = List.copyOf(reasons);
  }

  /** Returns how long the lock was held when it was judged, or null where that is not known. */
  public @Nullable Duration age() {
    return file.age(at);
  }

  /**
   * Returns whether a process of that pid runs, the holder or one that was given its pid anew; null
   * where that is not known.
   */
  public @Nullable Boolean alive() {
    return file.pid() == null ? null : liveness.alive();
  }
}
