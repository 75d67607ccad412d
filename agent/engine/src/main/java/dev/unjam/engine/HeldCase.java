package dev.unjam.engine;

import dev.unjam.engine.detect.Finding;
import dev.unjam.engine.detect.Onward;
import dev.unjam.engine.detect.Verdict;
import dev.unjam.engine.ladder.Outcome;
import dev.unjam.engine.ladder.Progress;
import dev.unjam.engine.ladder.Progress.Result;
import dev.unjam.engine.ladder.Rung;
import dev.unjam.engine.ladder.Standing;
import dev.unjam.engine.remedy.RemedyRun;
import dev.unjam.engine.track.CallView;
import dev.unjam.engine.track.HoldId;
import dev.unjam.engine.track.HoldKind;
import dev.unjam.engine.track.HoldView;
import dev.unjam.engine.track.HolderView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One holder within an incident, and how far the ladder has been climbed for it. */
final class HeldCase {

  Finding finding;

  /** What is still held, by number, as it was last seen. */
  final Map<Long, HoldView> left = new LinkedHashMap<>();

  /** How often a remedy could not be tried, as others were at the same files or child. */
  int busy;

  /** Who has ended those of its holds that have gone. */
  final EndedBy endedBy = new EndedBy();

  /** What was told of it already. */
  final Told told;

  final String holder;
  final long threadId;

  private final Climbed climbed;
  private @Nullable RemedyRun run;
  private @Nullable Outcome outcome;
  private long namedAt;
  private long namedSince;
  private boolean goesOn;
  private boolean carriedOn;
  private volatile boolean atOtherWork;
  private volatile boolean well;
  private boolean wentOn;
  private long wellAt;
  private long actedAt;
  private final Set<String> causes = new HashSet<>();

  HeldCase(Finding finding, HolderView h, long now) {
    this.finding = finding;
    this.holder = h.threadName();
    this.threadId = h.threadId();
    this.climbed = new Climbed(now);
    this.namedAt = now;
    this.namedSince = now;
    this.causes.add(finding.cause());
    this.told = new Told(finding.stuckMillis());
    h.holds().stream()
        .filter(v -> finding.holds().contains(v.seq()))
        .forEach(v -> left.put(v.seq(), v));
  }

  /** What was only to be told of may be acted on, now that somebody waits for it. */
  void becomes(Finding actionable) {
    finding = actionable;
  }

  /** The detector finds it stuck in this scan as well. */
  void named(long now) {
    namedAt = now;
  }

  /** For how long it has been found stuck in each scan; 0 if it is not in this one. */
  long namedMillis(long now) {
    return namedAt == now ? now - namedSince : 0;
  }

  /**
   * Whether it is stuck on something that nothing was done about yet, though on some other it was:
   * then the ladder begins anew, once for each cause, or once more where it had got over the same.
   * That its thread died, or its task ended, is no other cause: what it left behind is told with
   * what it was stuck on.
   */
  boolean turnsTo(Finding other, long now) {
    if (other.verdict() == Verdict.LEAKED && other.refusal() == null) {
      return false;
    }
    Rung rung = rung();
    boolean kept = rung == Rung.RELEASE && climbed.result() == Result.BUSY;
    boolean between = rung == Rung.ABORT || rung == Rung.CUT || rung == Rung.INTERRUPT || kept;
    if (!between || run != null || other.reportOnly() || !isFresh(other, now)) {
      return false;
    }
    finding = other;
    climb(Rung.WARN, now);
    told.takeUnannounced();
    wentOn = false;
    busy = 0;
    return true;
  }

  private boolean isFresh(Finding other, long now) {
    boolean gotOver = wellAt > actedAt && now - other.stuckMillis() >= wellAt;
    boolean another = !Objects.equals(other.peer(), finding.peer());
    return gotOver || (another && causes.add(other.cause()));
  }

  /** Nothing may be done: that time says nothing of a living holder that is not found stuck. */
  void notActedOn(Standing s, long now) {
    if (!s.named() && !s.ownerless() && run == null) {
      climbed.notBefore(now);
    }
  }

  /**
   * Takes in how it goes on in this scan. An answer that is still to come keeps the next rung from
   * it and gives it no more time than it has: if it is a refusal, all counts from the first one.
   */
  void goesOn(Onward on, long now) {
    boolean goesWell = on.itself() || on.byOthers();
    goesOn = goesWell || on.mayYet();
    carriedOn = on.carriedOn();
    atOtherWork = goesOn && namedAt != now && !isOwnerless();
    well |= run != null && atOtherWork;
    namedSince = namedAt == now ? namedSince : now;
    wellAt = on.wellMillis() < 0 ? wellAt : Math.max(wellAt, now - on.wellMillis());
    wentOn |= rung() != Rung.WARN && (on.itself() || wellAt > actedAt);
    if (namedAt != now && run == null) {
      climbed.notBefore(goesWell ? now : wellAt);
    }
  }

  /** Takes down what is left of its holds; what has gone since. */
  List<HoldView> update(@Nullable HolderView h) {
    Map<Long, HoldView> now = new LinkedHashMap<>();
    if (h != null) {
      h.holds().forEach(v -> now.put(v.seq(), v));
    }
    List<HoldView> gone = new ArrayList<>();
    for (Long seq : Set.copyOf(left.keySet())) {
      HoldView v = now.get(seq);
      HoldView before = v == null ? left.remove(seq) : left.put(seq, v);
      if (v == null && before != null) {
        gone.add(before);
      }
    }
    return gone;
  }

  /** Looks again at those of its holds that are still there. */
  void refresh(HolderView h) {
    h.holds().forEach(v -> left.replace(v.seq(), v));
  }

  /** Leaves such holds of its out of it, as long as there are. */
  void letBe(Predicate<HoldView> such) {
    left.values().removeIf(such);
  }

  /**
   * Whether the rung would take nothing but what an ended task has left and what may be no lock:
   * then it waits until somebody else does for it.
   */
  boolean mayHaveLeftData(Rung next) {
    return (next == Rung.RELEASE || next == Rung.GIVE_UP)
        && !left.isEmpty()
        && left.values().stream().allMatch(v -> v.ownerless() && v.mayBeNoLock());
  }

  /** What is still held. */
  List<HoldId> leftIds() {
    return left.keySet().stream().map(seq -> new HoldId(finding.record(), seq)).toList();
  }

  Standing standing(@Nullable HolderView h, long now) {
    CallView call = h == null ? null : h.callBy(finding.worker());
    boolean ownerless = isOwnerless();
    return new Standing(
        !left.isEmpty(),
        ownerless ? carriedOn(h) : call != null && call.waitedFor(),
        h != null && h.doing().waits(),
        ownerless,
        left.values().stream().mapToLong(HoldView::ownerlessMillis).min().orElse(0),
        has(HoldKind::isLease),
        has(kind -> !kind.isLease() && kind.never() == null),
        namedAt == now,
        goesOn,
        wentOn,
        carriedOn);
  }

  private boolean isOwnerless() {
    return !left.isEmpty() && left.values().stream().allMatch(HoldView::ownerless);
  }

  /** Whether the last scan saw the living holder at something else that goes well; any thread. */
  boolean isAtOtherWork() {
    return atOtherWork;
  }

  /** Whether one has since the remedy began; any thread. */
  boolean isWell() {
    return well;
  }

  /** Whether the call goes on asynchronously, though the task that started it has ended. */
  private boolean carriedOn(@Nullable HolderView h) {
    return h != null
        && (h.handover(finding.worker()) != null
            || h.calls().stream()
                .anyMatch(c -> c.id() == finding.callId() && c.async() && c.inFlight()));
  }

  private boolean has(Predicate<HoldKind> such) {
    return left.values().stream().map(HoldView::kind).anyMatch(such);
  }

  Progress progress(long now) {
    return climbed.progress(run != null, now);
  }

  void climb(Rung next, long now) {
    actedAt = rung() == Rung.WARN ? now : actedAt;
    climbed.climbs(next, now);
    well = false;
    told.acts();
  }

  void start(RemedyRun remedy) {
    run = remedy;
  }

  void ended(Result r, long now) {
    leaveRemedyBehind();
    climbed.ends(r, now);
  }

  /** What it has not begun by now it must not do any more: somebody else may be concerned. */
  void leaveRemedyBehind() {
    RemedyRun remedy = run;
    if (remedy != null) {
      remedy.leaveBehind();
    }
    run = null;
  }

  /** How often its child could not be ended yet. */
  int putOff() {
    return climbed.putOff();
  }

  @Nullable RemedyRun run() {
    return run;
  }

  /**
   * Whether a remedy is about to release its holds: what has gone by now went by force or by its
   * owner, and the remedy tells which only when it has done the rest.
   */
  boolean isBeingReleased() {
    RemedyRun remedy = run;
    return rung() == Rung.RELEASE && remedy != null && remedy.result() == null;
  }

  Rung rung() {
    return climbed.rung();
  }

  long rungAt() {
    return climbed.rungAt();
  }

  @Nullable Outcome outcome() {
    return outcome;
  }

  void close(Outcome o) {
    leaveRemedyBehind();
    outcome = o;
  }
}
