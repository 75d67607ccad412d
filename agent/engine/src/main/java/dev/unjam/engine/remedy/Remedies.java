package dev.unjam.engine.remedy;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ChildCall;
import dev.unjam.bridge.ChildRecord;
import dev.unjam.bridge.Denial;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Ticks;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rungs of the ladder that unwind a holder.
 *
 * <p>Each method runs on a disposable thread of its own and looks its target up again first: if the
 * hold has ended or the thread does something else by then, nothing is done.
 */
public final class Remedies {
  /** Who had an answer of a child so short a time ago, in credited ms, may be at it still. */
  private static final long AT_IT_MILLIS = 5_000;

  private final Map<String, CallAbort> aborts;
  private final SocketCut sockets;
  private final ChildAbort children;

  /** The remedies, with the clients' own handles, and how long a child has to end a request. */
  public Remedies(List<CallAbort> aborts, SocketCut sockets, long childMillis) {
    this.children = new ChildAbort(childMillis);
    this.aborts =
        aborts.stream()
            .collect(Collectors.toUnmodifiableMap(CallAbort::client, Function.identity()));
    this.sockets = sockets;
  }

  /** Denies the holder everything further under its hold, then ends its call. */
  public Attempt abort(Target target) throws Exception {
    ThreadRecord r = target.stillHolding();
    if (r == null) {
      return gone();
    }
    // The denial first: most clients silently send again when their connection dies.
    Denial denial = new Denial(target.newestHeld(r), target.peer(), target.message());
    r.deny(denial);
    CallRecord call = target.call(r);
    if (call == null) {
      return new Attempt.Done("denied; no call in flight");
    }
    if (call.handle() instanceof ChildCall child) {
      call.endedBy(denial);
      return children.abort(child, target.message());
    }
    CallAbort abort = aborts.get(call.client);
    return abort == null
        ? new Attempt.NoHandle("denied; " + call.client + " has no handle of its own")
        : HostSide.call(() -> abort.abort(call, target.message()));
  }

  /**
   * Closes the socket below the call, or ends the child's process tree.
   *
   * @param again whether others needed the child when this was tried before
   * @param goesOn asked before each signal to a process: false once this counts as hung
   */
  public Attempt cut(Target target, boolean again, BooleanSupplier goesOn) throws Exception {
    ThreadRecord r = target.worker() == 0 ? target.stillAtIt() : target.stillHolding();
    if (r == null) {
      return gone();
    }
    CallRecord call = target.call(r);
    if (call != null && call.handle() instanceof ChildCall child) {
      ChildCall other = alsoAwaited(child, r);
      if (other == null) {
        return end(child, target.worker() == 0, again, goesOn);
      }
      other.call().endedBy(new Denial(target.newestHeld(r), target.peer(), target.message()));
      return children.abort(other, target.message());
    }
    Object socket = call == null ? null : call.owner.socket();
    if (call == null || socket == null || !call.goesOver(socket)) {
      return new Attempt.NoHandle("the holder is inside no socket of the call's");
    }
    sockets.cut(socket);
    return new Attempt.Done("socket closed");
  }

  /** What he may have been waiting for instead, where nobody could tell for sure. */
  private static @Nullable ChildCall alsoAwaited(ChildCall call, ThreadRecord r) {
    for (ChildCall other : call.child().pending()) {
      if (other != call && other.isAwaitedBy(r) && !other.call().isBeingEnded()) {
        return other;
      }
    }
    return null;
  }

  /**
   * Not while somebody else waits for the child who is not known to be stuck; and where one did
   * before, neither just after an answer nor while his turn goes on: he may ask for more.
   */
  static Attempt end(ChildCall call, boolean own, boolean again, BooleanSupplier goesOn)
      throws InterruptedException {
    ChildRecord child = call.child();
    long others =
        child.pending().stream()
            .filter(c -> c != call && !c.call().isBeingEnded())
            .filter(c -> !own || c.call().owner != call.call().owner)
            .count();
    if (others > 0) {
      return new Attempt.Busy("the child is left alone: others await " + others + " answers of it");
    }
    if (again && Ticks.now() - child.answeredAt() < AT_IT_MILLIS) {
      return new Attempt.Busy("the child is left alone: it has just answered others");
    }
    return again && child.isAskedBesides(call.call().owner)
        ? new Attempt.Busy("the child is left alone: another turn that has asked it goes on")
        : ProcessTree.end(child, goesOn);
  }

  /**
   * Interrupts the holder once a second while it is still there and waits, until its hold ends.
   *
   * @param rounds how often at the most
   * @param may asked before each time: false while it is seen at something else that goes well, by
   *     itself or by others
   */
  public Attempt interrupt(Target target, int rounds, BooleanSupplier may)
      throws InterruptedException {
    int sent = 0;
    ThreadRecord holder = target.stillAtIt();
    CallRecord before = holder == null ? null : holder.call();
    for (int i = 0; i < rounds + (target.worker() == 0 ? 0 : 1); i++) {
      ThreadRecord r = target.stillAtIt();
      if (r == null) {
        return sent == 0 ? gone() : new Attempt.Done("interrupted " + sent + " times");
      }
      if (sent > 0 && turnedElsewhere(r, before, target)) {
        return new Attempt.Done("interrupted " + sent + " times; it goes on elsewhere");
      }
      if (!may.getAsBoolean()) {
        awaitEnd(target, r);
        continue;
      }
      // The one that does the work first: the holder then hears of it by its own future.
      ThreadRecord w = i == 0 ? target.worker(r) : null;
      String why = interrupt(w == null ? r : w);
      if (why != null && w == null) {
        return r.thread.isAlive() ? new Attempt.NoHandle(why) : ended(sent);
      }
      sent += why == null ? 1 : 0;
      awaitEnd(target, r);
    }
    return sent == 0
        ? new Attempt.NoHandle("it goes on with something else")
        : new Attempt.Done("interrupted " + sent + " times");
  }

  /** What it held is left to the rung for those whose thread is dead. */
  private static Attempt ended(int sent) {
    return sent == 0
        ? new Attempt.Gone("its thread has ended")
        : new Attempt.Done("interrupted " + sent + " times; its thread has ended");
  }

  /** A fallback that it took to since waits as the stuck one did, and is none. */
  private static boolean turnedElsewhere(
      ThreadRecord r, @Nullable CallRecord before, Target target) {
    CallRecord now = r.call();
    return now != null
        && now != before
        && now.phase() != CallRecord.Phase.DONE
        && !now.peer.equals(target.peer());
  }

  /** Why it is not interrupted, or null if it was. */
  private static @Nullable String interrupt(ThreadRecord r) {
    String why = WaitFrames.whyNot(r.thread.getState(), r.thread.getStackTrace());
    if (why == null) {
      r.markInterrupted();
      r.thread.interrupt();
    }
    return why;
  }

  private static void awaitEnd(Target target, ThreadRecord r) throws InterruptedException {
    for (int i = 0; i < 20 && target.stillAtIt() == r; i++) {
      Thread.sleep(50);
    }
  }

  private static Attempt gone() {
    return new Attempt.Gone("the hold has ended");
  }
}
