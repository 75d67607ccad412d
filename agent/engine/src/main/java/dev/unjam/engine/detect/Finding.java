package dev.unjam.engine.detect;

import dev.unjam.engine.refusal.Refusal;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One holder that is stuck.
 *
 * @param record the holder's record
 * @param verdict why
 * @param refusal the provider's refusal, or null
 * @param status the refusal's HTTP status, 0 if there is none
 * @param holds the numbers of the holds that are stuck, oldest first
 * @param callId the call, 0 if there is none
 * @param peer whom the call goes to, or null
 * @param stuckMillis for how long, in credited milliseconds
 * @param cause equal for holders that are stuck on the same thing
 * @param reportOnly whether nothing may be done about it
 * @param worker the record of the thread that makes the call for the holder, 0 if it is its own
 */
public record Finding(
    long record,
    Verdict verdict,
    @Nullable Refusal refusal,
    int status,
    List<Long> holds,
    long callId,
    @Nullable String peer,
    long stuckMillis,
    String cause,
    boolean reportOnly,
    long worker) {
  /** Copies the list. */
  public Finding {
    holds = List.copyOf(holds);
  }

  /** One whose call is the holder's own. */
  public Finding(
      long record,
      Verdict verdict,
      @Nullable Refusal refusal,
      int status,
      List<Long> holds,
      long callId,
      @Nullable String peer,
      long stuckMillis,
      String cause,
      boolean reportOnly) {
    this(record, verdict, refusal, status, holds, callId, peer, stuckMillis, cause, reportOnly, 0);
  }

  /** The same without some of its holds. */
  public Finding without(Predicate<Long> some) {
    List<Long> left = holds.stream().filter(some.negate()).toList();
    return new Finding(
        record,
        verdict,
        refusal,
        status,
        left,
        callId,
        peer,
        stuckMillis,
        cause,
        reportOnly,
        worker);
  }

  /** The verdict as the log has it: {@code refused/quota}, {@code silent}. */
  public String label() {
    return refusal == null
        ? verdict.label()
        : verdict.label() + "/" + refusal.refusalClass().label();
  }
}
