package dev.unjam.engine.detect;

import dev.unjam.engine.refusal.Refusal;
import dev.unjam.engine.refusal.RefusalClass;
import dev.unjam.engine.track.RefusalsView;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How often a made-up holder was refused, since when, and what it held then. */
final class RefusalsSoFar {
  private @Nullable Refusal last;
  private String peer = "";
  private int count;
  private long firstAt;
  private long lastAt;
  private long heldSeq;
  private long call;
  private boolean doubtful;

  void add(ACall refused, RefusalClass why, @Nullable Duration retryAfter, long now) {
    if (count++ == 0) {
      firstAt = now;
      heldSeq = refused.heldSeq();
    }
    lastAt = now;
    call = refused.id();
    peer = refused.peer();
    last = new Refusal(why, retryAfter, null, "", "made-up");
  }

  /** Whether it may have been got over is not known any more, or is again. */
  void doubt(boolean whether) {
    doubtful = whether;
  }

  /** Whether the hold of this number was there when the first of them came. */
  boolean bear(long seq) {
    return seq <= heldSeq;
  }

  /** How this call was refused, if it is the last one that was. */
  @Nullable Refusal of(ACall some) {
    return some.id() == call ? last : null;
  }

  @Nullable RefusalsView view(long now, @Nullable String author) {
    Refusal refusal = last;
    return refusal == null
        ? null
        : new RefusalsView(
            refusal,
            peer,
            peer,
            429,
            count,
            now - firstAt,
            now - lastAt,
            1,
            heldSeq,
            call,
            author,
            doubtful);
  }
}
