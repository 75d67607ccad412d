package dev.unjam.engine.track;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ChildCall;
import dev.unjam.bridge.Children;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.refusal.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds who waits for the answer to a request that was written by a thread which works for nobody
 * in particular: a library's own writer, fed through a queue that nobody follows.
 *
 * <p>Whoever asks begins to wait at the same moment, under what he held by then. Where several may
 * have asked for several things, each is judged by the one that goes best; where more wait than
 * were asked for, nobody is, and not once the others have left either. Who writes and then waits
 * himself has asked himself. The watchdog's thread only.
 */
final class Askers {
  /** Between the writing and the wait may lie the end of one scan, not of two. */
  private static final long SLACK_SCANS = 2;

  private final CallLog calls;
  private final WaitBegin waits = new WaitBegin();
  private final Map<ChildCall, Question> questions = new LinkedHashMap<>();
  private final Map<Long, ThreadRecord> holders = new HashMap<>();
  private final Map<Long, Map<Long, Episode>> episodes = new HashMap<>();

  /** Before the first scan nobody looked: what is older is not for who begins to wait now. */
  private long lastScan = Ticks.now();

  private long slack;

  Askers(CallLog calls) {
    this.calls = calls;
  }

  /** Looks at a thread that holds something; in every scan. */
  void look(ThreadRecord r, Thread t) {
    waits.look(r, t, isAnswered(r.id));
    CallRecord own = r.call();
    if (Children.any() && (own == null || !CallLog.inFlight(own))) {
      holders.put(r.id, r);
    }
  }

  /** Whether the answer is there to what it may have waited for. */
  private boolean isAnswered(long id) {
    return questions.values().stream()
        .anyMatch(q -> q.who().contains(id) && CallRecord.Phase.DONE == q.call().call().phase());
  }

  /** The scan is over: who may have asked for what was written by nobody. */
  void scanned(long now) {
    waits.scanned(now);
    slack = SLACK_SCANS * Math.max(1, now - lastScan);
    lastScan = now;
    Set<ChildCall> loose = new HashSet<>();
    Children.forEach(c -> c.pending().stream().filter(Askers::isLoose).forEach(loose::add));
    forgetAnswered(loose);
    loose.stream().filter(q -> isYoung(q, now)).forEach(this::asked);
    questions.values().stream().filter(q -> !isYoung(q.call(), now)).forEach(this::leave);
    questions.values().stream()
        .filter(q -> !isYoung(q.call(), now) && isAmbiguous(q))
        .toList()
        .forEach(Question::isNobodys);
    episodes.keySet().retainAll(holders.keySet());
    Set<Long> ids = new HashSet<>();
    questions.keySet().forEach(q -> ids.add(q.call().id));
    episodes.values().forEach(mine -> mine.keySet().retainAll(ids));
    holders.clear();
  }

  private void forgetAnswered(Set<ChildCall> loose) {
    List<Question> over =
        questions.values().stream().filter(q -> !loose.contains(q.call())).toList();
    questions.keySet().retainAll(loose);
    for (Question answered : over) {
      questions.values().stream().filter(answered::shares).forEach(Question::otherAnswered);
    }
  }

  private boolean isYoung(ChildCall q, long now) {
    return now - q.call().startedAt <= 2 * slack;
  }

  private static boolean isLoose(ChildCall q) {
    return !q.isHeldByAsker() && !"ping".equals(q.method());
  }

  private void asked(ChildCall call) {
    Question q = questions.computeIfAbsent(call, Question::new);
    holders.keySet().stream().filter(id -> mayHaveAsked(id, call)).forEach(q::mayBe);
    if (q.isAwaitedByItsWriter()) {
      q.isNobodys();
    }
  }

  private void leave(Question q) {
    List.copyOf(q.who()).stream().filter(id -> !mayHaveAsked(id, q.call())).forEach(q::leaves);
  }

  /** Whether more wait than were asked for. */
  private boolean isAmbiguous(Question q) {
    Set<Long> all = new HashSet<>();
    long asked = 0;
    for (Question other : questions.values()) {
      if (other.shares(q)) {
        all.addAll(other.who());
        asked++;
      }
    }
    return all.size() > asked;
  }

  /** Whether it began to wait when this was written, waits still, and held something by then. */
  private boolean mayHaveAsked(long id, ChildCall q) {
    ThreadRecord r = holders.get(id);
    long since = r == null ? WaitBegin.UNKNOWN : waits.of(r);
    long written = q.call().startedAt;
    return r != null
        && since != WaitBegin.UNKNOWN
        && Math.abs(since - written) <= slack
        && r.depth() > 0
        && r.sinceAt(0) <= written + slack;
  }

  /** What this thread may wait for, as far as that can be told. */
  List<HandoverView> views(ThreadRecord r, List<HoldView> held, long now) {
    List<ChildCall> his = new ArrayList<>();
    TreeSet<Long> all = new TreeSet<>();
    for (Question q : questions.values()) {
      if (q.who().contains(r.id)) {
        his.add(q.call());
        all.addAll(q.who());
      }
    }
    int place = all.headSet(r.id).size();
    if (his.isEmpty() || all.size() > his.size()) {
      return List.of();
    }
    his.sort((a, b) -> Long.compare(a.call().id, b.call().id));
    return view(r, his, his.get(place), held, now);
  }

  private List<HandoverView> view(
      ThreadRecord r, List<ChildCall> his, ChildCall one, List<HoldView> held, long now) {
    long age = now - one.call().startedAt;
    List<HoldView> turn =
        held.stream().filter(h -> h.ageMillis() + slack >= age && !h.ownerless()).toList();
    if (turn.isEmpty()) {
      return List.of();
    }
    long under = turn.get(0).seq();
    long top = turn.get(turn.size() - 1).seq();
    one.awaitedBy(r, top);
    long silent = Long.MAX_VALUE;
    boolean allRefused = true;
    for (ChildCall q : his) {
      silent = Math.min(silent, calls.view(q.call(), null, now).silentMillis());
      RefusalsView its = refused(r, q, under, top, now);
      allRefused &= its != null && !its.doubtful();
    }
    RefusalsView refusals = allRefused ? refused(r, one, under, top, now) : null;
    CallView call = calls.view(one.call(), null, now).silentFor(silent);
    return List.of(view(one.call().owner, under, top, call, refusals));
  }

  private static HandoverView view(
      ThreadRecord writer, long under, long top, CallView call, @Nullable RefusalsView refusals) {
    Thread t = writer.thread;
    return new HandoverView(
        writer.id,
        t.getId(),
        t.getName(),
        under,
        top,
        Awaited.PERHAPS,
        true,
        false,
        false,
        true,
        false,
        call,
        refusals);
  }

  private @Nullable RefusalsView refused(
      ThreadRecord r, ChildCall q, long under, long top, long now) {
    CallRecord call = q.call();
    Episode e =
        episodes
            .computeIfAbsent(r.id, id -> new HashMap<>())
            .computeIfAbsent(call.id, id -> new Episode());
    Refusal refusal = calls.refusal(call, call.answer());
    if (refusal != null) {
      boolean much = calls.isDrowned(call.answer());
      e.refused(call, call.answer(), refusal, much, now, under, top, top);
    } else if (calls.wentWell(call, false)) {
      e.succeeded(call);
    }
    return e.view(now);
  }
}
