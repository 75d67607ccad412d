package dev.unjam.engine.track;

import dev.unjam.bridge.Answer;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ChildCall;
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
  private long startedAt;

  /** The refused call, where it is one to a child; it may end later. */
  private @Nullable ChildCall child;

  private boolean drowned;

  /**
   * Takes an attempt down that was refused; the same one again only changes the refusal, and one
   * that was overtaken by another of its call changes nothing.
   *
   * @param much whether much was said behind it since, by a child
   */
  void refused(CallRecord call, Answer answer, Refusal refusal, boolean much, long now) {
    refused(call, answer, refusal, much, now, call.underSeq, call.heldSeq, call.topSeq);
  }

  /** The same where the holds are those of another thread, for whom the call was made. */
  void refused(
      CallRecord call,
      Answer answer,
      Refusal refusal,
      boolean much,
      long now,
      long under,
      long held,
      long top) {
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
    drowned = much;
    if (call.handle() instanceof ChildCall c) {
      child = c;
    } else if (child != null && child.call().id != call.id) {
      child = null;
    }
    peer = call.peer;
    author = call.author();
    asker = call.owner;
    startedAt = call.startedAt;
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
    isOver();
  }

  /** It is over if something has gone well since the latest call that was refused was begun. */
  void wentWell(Well well) {
    if (last != null && well.isSince(refusedCall, startedAt)) {
      isOver();
    }
  }

  private void isOver() {
    count = 0;
    firstAt = 0;
    refusedCall = 0;
    last = null;
    child = null;
  }

  /** Whether the latest was refused to another thread than this. */
  boolean isOfAnother(ThreadRecord r) {
    return asker != r;
  }

  /** Whether the client was seen on its sockets alone. */
  boolean isOfSockets() {
    return author != null;
  }

  /**
   * Whether the running task has the hold under which it all happened: once that has ended, it got
   * over it. Of a client that was seen on its sockets alone that one may be the client's own, so
   * any older one of the turn does.
   */
  boolean isHeld(ThreadRecord r) {
    boolean held = r.stillHolds(topSeq);
    for (int i = 0; !held && isOfSockets() && i < r.depth(); i++) {
      held = covers(r.seqAt(i)) && r.stillHolds(r.seqAt(i));
    }
    return held;
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
            author,
            drowned || (count == 1 && hasEndedItsTurn(child)));
  }

  /**
   * Whether it is a turn that the child has ended by itself, rather than one that failed or was
   * given up: of such a call nobody is left to wait, and what was said beside it need not have been
   * its own.
   */
  private static boolean hasEndedItsTurn(@Nullable ChildCall call) {
    return call != null
        && ChildCall.PROMPT.equals(call.method())
        && call.call().phase() == CallRecord.Phase.DONE
        && !call.call().hasFailed()
        && !call.call().isBeingEnded()
        && call.equals(call.call().handle());
  }
}
