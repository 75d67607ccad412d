package dev.unjam.engine.track;

import dev.unjam.bridge.ChildCall;
import dev.unjam.bridge.Tee;
import dev.unjam.engine.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a child's error stream was taken for while a request waits: a refusal stands until the child
 * gets on, though so much may be said behind it that the line itself is kept no more.
 *
 * <p>From then on nobody can tell a child that waits for its quota from one that got over a refusal
 * by itself and logs on: nothing but its silence speaks for the one rather than for the other. The
 * watchdog's thread only.
 */
final class Flood {
  private @Nullable Refusal refusal;

  /** Since when the child has not got on, in bytes of its error stream. */
  private long from;

  /** Behind how many bytes of it the refusal was said. */
  private long start;

  private boolean drowned;

  /**
   * What holds of the request.
   *
   * @param now what is kept of the error stream is taken for
   */
  @Nullable Refusal standing(ChildCall call, ErrorStream.Judgement now) {
    long since = call.stderrFrom();
    long kept = call.child().stderr().total() - Tee.LIMIT;
    if (now.refusal() != null) {
      from = since;
      start = Math.max(since, kept);
      refusal = now.refusal();
    } else if (since != from || kept <= start) {
      // All of it was looked at again, or it was got over.
      refusal = null;
    }
    drowned = refusal != null && (now.drowned() || now.refusal() == null);
    return refusal;
  }

  /** Whether it stands, and its line is kept no more. */
  boolean hasDrownedIt() {
    return drowned;
  }
}
