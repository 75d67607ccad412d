package dev.unjam.engine.track;

import dev.unjam.bridge.CallRecord.Phase;
import dev.unjam.bridge.ChildCall;
import dev.unjam.bridge.ChildRecord;
import dev.unjam.bridge.Children;
import dev.unjam.bridge.Tee;
import dev.unjam.engine.track.TreeBeats.Beat;
import dev.unjam.engine.track.TreeBeats.Span;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells a child that works in silence from one that waits: by what its whole tree uses of processor
 * and disk, and by what it says beside its frames.
 *
 * <p>A tool that compiles for an hour says nothing and burns a core; an agent that waits for its
 * provider to have quota again burns next to nothing. Neither tells for which of its requests it
 * works: where another one gets on, only what is this one's own counts for it. The watchdog's
 * thread only.
 */
final class ChildPulse {
  /** A request that has brought nothing for so many looks gets on no more. */
  private static final int FRESH_LOOKS = 5;

  /** For so many looks it is the host's turn where that leaves a request unanswered. */
  private static final int OWED_LOOKS = 20;

  /** Asks for nothing but a tool, which the child itself may be. */
  private static final String TOOL_OF_A_SERVER = "tools/call";

  private final long everyMillis;
  private final TreeBeats beats;
  private final Map<ChildCall, Signs> signs = new HashMap<>();

  /** What was seen of one call so far, in credited milliseconds. */
  private static final class Signs {
    /** Until when something of the child's may have been another request's. */
    long sharedUntil;

    long saidAt;
    long busyAt;
    int said;
  }

  /** Looks at a silent child every so often, in credited milliseconds. */
  ChildPulse(long everyMillis) {
    this(everyMillis, everyMillis);
  }

  /**
   * One that looks more often.
   *
   * @param everyMillis what is counted in looks goes by this, in credited milliseconds
   * @param lookMillis between two looks at a child's tree: before it may count as stuck on a
   *     refusal it is to have been seen not to work
   */
  ChildPulse(long everyMillis, long lookMillis) {
    this.everyMillis = everyMillis;
    this.beats = new TreeBeats(lookMillis);
  }

  /**
   * When the child last gave a sign of life that is none of progress in this call, in credited
   * milliseconds; 0 if never.
   *
   * @param refused whether it has said that its provider refuses: what it says then, again and
   *     again, keeps nothing alive, nor that it says it
   */
  long movesAt(ChildCall call, boolean refused, long now) {
    if (call.isOver()) {
      return call.child().overAt();
    }
    if (call.isHostsTurn(OWED_LOOKS * everyMillis) || call.isMute()) {
      return now;
    }
    Signs own = signs.computeIfAbsent(call, c -> new Signs());
    Beat beat = beats.of(call.child(), now);
    if (isShared(call, now)) {
      own.sharedUntil = now;
      ofItsOwn(own, call, beat, refused, now);
    } else {
      ofTheChild(own, call, beat, refused);
    }
    return Math.max(refused ? 0 : own.saidAt, own.busyAt);
  }

  /** Whether another request gets on at the same time that is not the same session's. */
  private boolean isShared(ChildCall call, long now) {
    if (!call.isRequest()) {
      return false;
    }
    for (ChildCall other : call.child().pending()) {
      boolean another = call.session() == null || !call.session().equals(other.session());
      boolean fresh = now - other.call().lastByteAt() < FRESH_LOOKS * everyMillis;
      if (other != call && another && fresh) {
        return true;
      }
    }
    return false;
  }

  /** It is the only one: whatever the child does since that was so is for its sake. */
  private static void ofTheChild(Signs own, ChildCall call, Beat beat, boolean refused) {
    ChildRecord child = call.child();
    if (call.isRequest()) {
      own.sharedUntil = Math.max(own.sharedUntil, child.answeredAt());
    }
    if (!refused && child.saidAt() > own.sharedUntil) {
      own.saidAt = child.saidAt();
    }
    Span busy = refused ? beat.beyondWords() : beat.busy();
    if (busy.from() >= own.sharedUntil) {
      own.busyAt = busy.to();
    }
  }

  /**
   * Frames of its session or of none; and what runs below the child, which may be a tool of its
   * that nobody was told of.
   */
  private static void ofItsOwn(Signs own, ChildCall call, Beat beat, boolean refused, long now) {
    Tee tee = call.call().tee();
    int said = tee == null ? 0 : tee.version();
    if (said != own.said && !refused) {
      own.said = said;
      own.saidAt = now;
    }
    Span busy = TOOL_OF_A_SERVER.equals(call.method()) ? beat.busy() : beat.busyBelow();
    own.busyAt = Math.max(own.busyAt, busy.to());
  }

  /** Forgets the children and the calls that are gone. */
  void keepChildren() {
    if (signs.isEmpty() && beats.isEmpty()) {
      return;
    }
    Set<ChildRecord> there = new HashSet<>();
    Children.forEach(there::add);
    beats.keep(there);
    signs.keySet().removeIf(c -> !there.contains(c.child()) || c.call().phase() == Phase.DONE);
  }
}
