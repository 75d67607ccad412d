package dev.unjam.engine.detect;

import dev.unjam.bridge.CallRecord.Phase;
import dev.unjam.engine.refusal.Refusal;
import dev.unjam.engine.track.CallView;
import dev.unjam.engine.track.RefusalsView;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * From when on a holder counts as stuck; all in milliseconds.
 *
 * @param threshold on a hard refusal
 * @param patience on a refusal that passes by itself, its own Retry-After included
 * @param silence without a byte of a body
 * @param silenceHead without the first byte, or the first event of a stream that is the model's
 * @param silenceChild without a byte of a child process
 * @param leak with a thread that is dead or whose task has ended
 * @param grace the least that a holder gets to let go by itself
 */
public record Limits(
    long threshold,
    long patience,
    long silence,
    long silenceHead,
    long silenceChild,
    long leak,
    long grace) {

  /** The same for who wants to be far surer: each by a threshold and a patience more. */
  Limits far() {
    long more = threshold + patience;
    return new Limits(
        threshold + more,
        patience + more,
        silence + more,
        silenceHead + more,
        silenceChild + more,
        leak,
        grace);
  }

  /**
   * For how long a refusal may be endured.
   *
   * @param call the call that the refused one is at now, or null
   */
  long endure(RefusalsView r, @Nullable CallView call) {
    Refusal refusal = r.last();
    Duration wait = refusal.retryAfter();
    boolean hopeless = wait != null && wait.toMillis() > patience;
    if (hopeless) {
      return Math.min(threshold, grace);
    }
    if (refusal.refusalClass().hard()) {
      return threshold;
    }
    // Another attempt, as a call of its own or by the library within the refused one.
    boolean havingItsChance =
        wait != null
            && call != null
            && (call.id() != r.callId() || call.status() == 0)
            && call.inFlight();
    return havingItsChance ? patience + threshold : patience;
  }

  /** For how long a call may go without a byte. */
  long silence(CallView call) {
    if (call.child()) {
      // Of a child that is gone nothing more can come, however patient one is.
      return call.over() ? Math.min(threshold, silenceChild) : silenceChild;
    }
    return call.phase() == Phase.BODY && !call.awaitsFirst() ? silence : silenceHead;
  }
}
