package dev.unjam.engine.track;

import dev.unjam.bridge.Answer;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.engine.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** The refusals that one thread met inside one hold, remembered while no call is in flight. */
final class Episode {
  private long lastCall;
  private int count;
  private long firstAt;
  private long lastAt;
  private long underSeq;
  private long topSeq;
  private long heldSeq;
  private long refusedCall;
  private int refusedAttempt;
  private String peer = "";
  private String whom = "";
  private int status;
  private @Nullable Refusal last;
  private @Nullable String author;
  private @Nullable ThreadRecord asker;

  /**
   * Takes an attempt down that was refused; the same one again only changes the refusal, and one
   * that was overtaken by another of its call changes nothing.
   */
  void refused(CallRecord call, Answer answer, Refusal refusal, long now) {
    refused(call, answer, refusal, now, call.underSeq, call.heldSeq, call.topSeq);
  }

  /** The same where the holds are those of another thread, for whom the call was made. */
  void refused(
      CallRecord call, Answer answer, Refusal refusal, long now, long under, long held, long top) {
    if (call.id == refusedCall && answer.attempt < refusedAttempt) {
      return;
    }
    if (call.id != refusedCall || answer.attempt != refusedAttempt) {
      count++;
      refusedCall = call.id;
      refusedAttempt = answer.attempt;
      lastAt = now;
    }
    if (count == 1) {
      underSeq = under;
      topSeq = top;
      heldSeq = held;
      firstAt = firstAt == 0 ? now : firstAt;
    }
    last = refusal;
    peer = call.peer;
    author = call.author();
    asker = call.owner;
    whom = call.isToChild() ? call.peer.substring(call.peer.indexOf(':') + 1) : call.peer;
    status = answer.status;
    lastCall = Math.max(lastCall, call.id);
  }

  /** A call went well: what was refused before it is over. */
  void succeeded(CallRecord call) {
    if (call.id < lastCall) {
      return;
    }
    lastCall = call.id;
    count = 0;
    firstAt = 0;
    refusedCall = 0;
    last = null;
  }

  /** Whether a later call than this went well, and nothing was refused since. */
  boolean isOver(CallRecord call) {
    return last == null && call.id < lastCall;
  }

  /** Whether the latest was refused to another thread than this. */
  boolean isOfAnother(ThreadRecord r) {
    return asker != r;
  }

  /** The hold under which it all happened: once that has ended, the holder got over it. */
  long topSeq() {
    return topSeq;
  }

  /** Whether this hold was there when it began. */
  boolean covers(long holdSeq) {
    return underSeq <= holdSeq && holdSeq <= heldSeq;
  }

  /**
   * What the detector is shown, or null if nothing was refused under a hold that is still there.
   */
  @Nullable RefusalsView view(long now) {
    Refusal refusal = last;
    return refusal == null
        ? null
        : new RefusalsView(
            refusal,
            peer,
            whom,
            status,
            count,
            now - firstAt,
            now - lastAt,
            underSeq,
            heldSeq,
            refusedCall,
            author);
  }
}
