package dev.unjam.engine.detect;

import dev.unjam.engine.track.CallView;
import dev.unjam.engine.track.HandoverView;
import dev.unjam.engine.track.HoldView;
import dev.unjam.engine.track.HolderView;
import dev.unjam.engine.track.HolderView.Doing;
import dev.unjam.engine.track.RefusalsView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a refusal is what somebody is stuck on, rather than something that he got over: by
 * a fallback to another provider or model, by a question to a person, by work of his own.
 */
final class Refusals {
  private final Limits limits;
  private final OtherWork otherWork;

  Refusals(Limits limits) {
    this.limits = limits;
    this.otherWork = new OtherWork(limits);
  }

  /** How sure it is that the refusal is what somebody is busy with. */
  private enum Busy {
    /** He does something else. */
    NO,
    /** He is parked, and nobody can tell on what, or sleeps a little again and again. */
    PERHAPS,
    /** He asks again, which may well bring an answer. */
    ASKS,
    /** He is inside the refused call, sleeps, or was refused again and again. */
    YES
  }

  /**
   * Whether the holder has endured it for too long, with these holds. One in doubt is none to be
   * stuck on: the call is judged by its silence, of which what the child says is no end then.
   */
  boolean isStuck(HolderView h, RefusalsView r, List<Long> holds) {
    Busy busy = r.doubtful() ? Busy.NO : busy(h, r);
    if (busy == Busy.PERHAPS && !matters(h, holds)) {
      return false;
    }
    CallView call = since(h, r);
    return busy != Busy.NO && endured(r, call) >= endure(busy, r, call);
  }

  /** The same for work that a holder handed over. */
  boolean isStuck(HandoverView w, RefusalsView r) {
    Busy busy = r.doubtful() ? Busy.NO : busy(w.call(), r, w.sleeps(), w.parked());
    return busy != Busy.NO && endured(r, w.call()) >= endure(busy, r, w.call());
  }

  /**
   * For how long nothing has come of it, in credited milliseconds. A child tells of many refusals,
   * of other programs' too: as long as its tree works, or it answers, it is not stuck on one.
   */
  private static long endured(RefusalsView r, @Nullable CallView call) {
    return call != null && call.child() && call.id() == r.callId() && call.inFlight()
        ? Math.min(r.firstMillis(), call.silentMillis())
        : r.firstMillis();
  }

  private long endure(Busy busy, RefusalsView r, @Nullable CallView call) {
    return switch (busy) {
      case NO, YES -> limits.endure(r, call);
      case ASKS -> Math.max(limits.threshold(), limits.endure(r, call));
      case PERHAPS -> Math.max(limits.silence(), limits.endure(r, call));
    };
  }

  /**
   * Its last call; null if that was over before another thread made the one that was refused: it
   * tells nothing of what the holder has done since.
   */
  private static @Nullable CallView since(HolderView h, RefusalsView r) {
    CallView call = h.call();
    return call != null && call.id() < r.callId() && !call.inFlight() ? null : call;
  }

  private Busy busy(HolderView h, RefusalsView r) {
    CallView call = since(h, r);
    Busy busy = busy(call, r, h.doing() == Doing.SLEEPING, h.doing().waits());
    boolean inside = call != null && call.id() == r.callId() && call.waitedFor();
    return busy != Busy.NO && !inside && otherWork.besides(h, r) ? Busy.NO : busy;
  }

  private Busy busy(@Nullable CallView call, RefusalsView r, boolean sleeps, boolean parked) {
    boolean later = call != null && call.id() != r.callId();
    if (call != null && later && !call.peer().equals(r.peer())) {
      return Busy.NO;
    }
    if (call != null && (later ? call.inFlight() : call.waitedFor() && isAskingAgain(call, r))) {
      return asks(call, r);
    }
    if (later && r.count() == 1) {
      return Busy.NO;
    }
    if (sleeps || (call != null && !later && call.waitedFor())) {
      return Busy.YES;
    }
    boolean again = r.count() > 1;
    if (again && (r.lastMillis() < limits.grace() || (parked && inRhythm(r)))) {
      return Busy.YES;
    }
    return parked ? Busy.PERHAPS : Busy.NO;
  }

  /** A library may try again by itself, within the call that was refused. */
  private static boolean isAskingAgain(CallView call, RefusalsView r) {
    return call.status() == 0 && call.refusal() == null && call.silentMillis() < r.lastMillis();
  }

  /**
   * One who asks again gets his answer's time: it may be another model behind the same host. Its
   * silence is judged by itself.
   */
  private Busy asks(CallView call, RefusalsView r) {
    boolean loops = r.lastMillis() < limits.grace() || call.silentMillis() >= limits.silence(call);
    return r.count() > 1 && call.status() == 0 && loops ? Busy.ASKS : Busy.NO;
  }

  /** Whether he waits no longer for the next refusal than he did for those before. */
  private boolean inRhythm(RefusalsView r) {
    long between = (r.firstMillis() - r.lastMillis()) / (r.count() - 1);
    return r.lastMillis() <= 3 * between + limits.grace();
  }

  private static boolean matters(HolderView h, List<Long> holds) {
    return h.inTask() || h.holds().stream().anyMatch(v -> holds.contains(v.seq()) && isWanted(v));
  }

  private static boolean isWanted(HoldView hold) {
    return hold.waiters() > 0;
  }
}
