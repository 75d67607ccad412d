package dev.unjam.engine.remedy;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ChildCall;
import dev.unjam.bridge.ChildRecord;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request to a child that speaks JSON-RPC: asks the child to end it, and answers the host in
 * its stead if that brings nothing.
 *
 * <p>Frames of ours go between two of theirs, into pipes that are empty. A late answer of the
 * child's finds nobody who waits for it: the host hears of an id that it does not know any more. A
 * host that gives its ids to other requests again would take it for theirs: it is not answered, and
 * a child of its own has half of the grace to answer itself.
 */
final class ChildAbort {
  private static final long STEP_MILLIS = 10;

  /**
   * For so long nothing must have moved before a frame is put into what the child says; where it
   * keeps speaking, for less and less.
   */
  private static final long QUIET_MILLIS = 30;

  private static final int ATTEMPTS = 5;

  /**
   * Never for less: between the look and the answer the child may begin a frame, and where it
   * writes that in pieces ours would be in the midst of it.
   */
  private static final long LEAST_QUIET_MILLIS = 3;

  /**
   * So many times the patience are half of a grace: with a child of its own, who may still answer;
   * else the moment is looked for as long at which others leave room.
   */
  private static final int PATIENCES = 4;

  private final long patienceMillis;

  /** One that gives the child so long to end the request by itself. */
  ChildAbort(long patienceMillis) {
    this.patienceMillis = patienceMillis;
  }

  Attempt abort(ChildCall call, String message)
      throws IOException, InterruptedException, ReflectiveOperationException {
    if (!call.isRequest()) {
      return new Attempt.NoHandle(
          "denied; a child that speaks no JSON-RPC has no handle of its own");
    }
    boolean pending = isPending(call);
    String not = pending ? cancel(call, message) : "it has answered";
    if (not == null && ends(call)) {
      return new Attempt.Done("the child has ended the request");
    }
    String cancelled = not == null ? "the child was asked to cancel, in vain" : not;
    String failed = answer(call, message, pending);
    if (failed == null) {
      return new Attempt.Done(cancelled + "; answered in the child's stead");
    }
    return new Attempt.NoHandle("denied; " + cancelled + "; " + failed);
  }

  private static boolean isPending(ChildCall call) {
    return call.call().phase() != CallRecord.Phase.DONE && call.call().isAsync();
  }

  /** Why the child was not asked, or null if it was. */
  private static @Nullable String cancel(ChildCall call, String message) throws IOException {
    byte[] frame = RpcText.cancel(call, message);
    if (frame == null) {
      return "no such request can be cancelled";
    }
    ChildRecord child = call.child();
    PipeEnd pipe = PipeEnd.of(child.inputPipe(), child.pid(), 0);
    if (pipe == null || frame.length > RpcText.MOST) {
      return "the child's input is not to be had";
    }
    try {
      return child.tell(frame, pipe::isEmpty);
    } catch (IOException e) {
      return "the child's input is closed";
    }
  }

  private boolean ends(ChildCall call) throws InterruptedException {
    long patience = isShared(call) ? patienceMillis : PATIENCES * patienceMillis;
    for (long waited = 0; waited < patience; waited += STEP_MILLIS) {
      if (!isPending(call)) {
        return true;
      }
      Thread.sleep(STEP_MILLIS);
    }
    return false;
  }

  /** Why the host was not answered, or null if it was. */
  private @Nullable String answer(ChildCall call, String message, boolean pending)
      throws IOException, InterruptedException, ReflectiveOperationException {
    ChildRecord child = call.child();
    PipeEnd pipe = PipeEnd.of(child.outputPipe(), child.pid(), 1);
    byte[] frame = RpcText.error(call, message);
    if (pipe == null || frame.length > RpcText.MOST) {
      return "the child's output is not to be had";
    }
    if (pending && child.hasIdsUsedAgain()) {
      return "the host uses ids again: a late answer of the child's would be another's";
    }
    long start = System.nanoTime();
    long moved = start;
    for (int i = 0; i < ATTEMPTS || isWorthIt(call, start, moved); i++) {
      long before = child.readUpToFrame();
      Thread.sleep(Math.max(LEAST_QUIET_MILLIS, QUIET_MILLIS * ATTEMPTS / (ATTEMPTS + i)));
      long read = child.readUpToFrame();
      boolean quiet = read >= 0 && read == before;
      boolean now = quiet && pipe.isEmpty() && read == child.readUpToFrame();
      if (pending && !isPending(call)) {
        return "it has answered";
      }
      if (now) {
        return write(pipe, frame, call, pending);
      }
      moved = read == before ? moved : System.nanoTime();
    }
    return "the child is in the midst of a frame, or nobody reads it";
  }

  /** One that stands still in the midst of a frame, and is nobody else's, is rather ended. */
  private boolean isWorthIt(ChildCall call, long start, long moved) {
    long now = System.nanoTime();
    boolean moves = now - moved < TimeUnit.MILLISECONDS.toNanos(ATTEMPTS * QUIET_MILLIS);
    boolean shared = isShared(call);
    long most = shared ? PATIENCES * patienceMillis : patienceMillis;
    return now - start < TimeUnit.MILLISECONDS.toNanos(most) && (moves || shared);
  }

  private static @Nullable String write(PipeEnd pipe, byte[] frame, ChildCall call, boolean pending)
      throws IOException, ReflectiveOperationException {
    call.answeredForIt(pending);
    boolean written = pipe.write(frame);
    call.answeredForIt(pending && written);
    return written ? null : "the child's output was closed";
  }

  private static boolean isShared(ChildCall call) {
    return call.child().pending().stream()
        .anyMatch(other -> other != call && !other.call().isBeingEnded());
  }
}
