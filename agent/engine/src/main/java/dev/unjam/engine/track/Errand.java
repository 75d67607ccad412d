package dev.unjam.engine.track;

import dev.unjam.bridge.Answer;
import dev.unjam.bridge.Carried;
import dev.unjam.bridge.Flow;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.engine.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work that a holder handed over, with all that came of it.
 *
 * <p>The watchdog's thread only.
 */
final class Errand {
  private static final int MOST_PARTS = 32;

  private final Episode episode = new Episode();
  private final List<Carried> unfinished = new ArrayList<>();
  private final List<Flow> parts = new ArrayList<>();
  private final Untold untold = new Untold();
  private Well goneWell = Well.NEVER;
  private @Nullable Carried last;

  /** Once it was, what the holder is told may be of that rather than of what is refused later. */
  private boolean answeredWell;

  private @Nullable Flow flow;

  /** A call was begun for it. */
  void add(Carried call) {
    unfinished.add(call);
  }

  /** It is queued or runs in this scan; of several parts one that runs. */
  void goesOn(Flow part) {
    if (parts.size() < MOST_PARTS && !parts.contains(part)) {
      parts.add(part);
    }
    if (flow == null || flow.runner() == null) {
      flow = part;
    }
  }

  /** Looks at its calls again, and lets go of those that have ended. */
  void look(ThreadRecord holder, CallLog calls, Refusers refusers, long now) {
    if (flow != null && flow.isVoid()) {
      flow = null;
    }
    parts.removeIf(Flow::isVoid);
    for (int i = 0; i < unfinished.size(); i++) {
      Carried c = unfinished.get(i);
      boolean superseded = i + 1 < unfinished.size() && unfinished.get(i + 1).flow == c.flow;
      boolean refused = false;
      for (Answer answer : CallLog.answers(c.call)) {
        Refusal refusal = calls.refusal(c.call, answer);
        refused = refusal != null;
        if (refusal != null) {
          boolean much = calls.isDrowned(answer);
          episode.refused(c.call, answer, refusal, much, now, c.underSeq, c.heldSeq, c.topSeq);
          if (!answeredWell) {
            untold.refused(c, answer, refusal, much);
          }
        }
      }
      boolean well = !refused && calls.wentWell(c.call, superseded);
      refusers.take(holder, c.call, refused, well, superseded, c.underSeq, c.heldSeq);
      if (well) {
        episode.succeeded(c.call);
        untold.succeeded(c.call);
        goneWell = goneWell.and(Well.by(c.call));
        answeredWell = true;
      } else if (!refused && c.call.status() >= 200 && c.call.status() < 400) {
        // Whether it went well shows at its body's end, which nobody may ever read.
        untold.succeeded(c.call);
      }
      last = c;
    }
    unfinished.removeIf(c -> !CallLog.inFlight(c.call));
  }

  /** What of it has gone well. */
  Well goneWell() {
    return goneWell;
  }

  /** What was refused to it is the holder's own, as far as he was told of it by this root. */
  void tell(Flow root, ThreadRecord holder, Episodes episodes, Well well, long now) {
    untold.tell(root.toldOf(), holder, episodes, well, now);
  }

  List<Carried> inFlight() {
    return unfinished;
  }

  /** A part of it that runs, or is queued; null if none does. */
  @Nullable Flow flow() {
    return flow;
  }

  /** Whether the holder waits for any part of it: the others may lead nowhere. */
  Awaited awaited(Function<Flow, Awaited> asked) {
    Awaited most = Awaited.NO;
    for (Flow part : parts) {
      Awaited one = asked.apply(part);
      most = one.compareTo(most) > 0 ? one : most;
    }
    return most;
  }

  boolean isGoingOn() {
    return flow != null || unfinished.stream().anyMatch(c -> c.call.isAsync());
  }

  /** Whether a part of it waits in the JDK's timers for its time; those of others are not asked. */
  boolean isLater() {
    return parts.stream().anyMatch(part -> isLater(part.get()));
  }

  private static boolean isLater(@Nullable Object work) {
    return work instanceof Delayed d
        && d.getClass().getName().startsWith("java.util.concurrent.")
        && d.getDelay(TimeUnit.MILLISECONDS) > 0;
  }

  @Nullable RefusalsView refusals(long now) {
    return episode.view(now);
  }

  boolean failedUnder(long holdSeq) {
    Carried c = last;
    return c != null && LastCalls.failed(c.call) && c.underSeq <= holdSeq && holdSeq <= c.heldSeq;
  }

  /** Whether it is done and left nothing that somebody would ask for later, or is to be told. */
  boolean isForgettable() {
    boolean done = flow == null && unfinished.isEmpty() && untold.isEmpty();
    return done && (last == null || !LastCalls.failed(last.call));
  }

  void addIds(Set<Long> callIds) {
    unfinished.forEach(c -> callIds.add(c.call.id));
  }
}
