package dev.unjam.bridge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a host's that await their answers; any thread, but one at a time adds to them.
 *
 * <p>Whatever is asked for each write or read takes the same time for one as for many, and who
 * writes and who reads do not wait for each other: a monitor of both would cost them more than all
 * the rest.
 */
final class RpcPending {
  private static final int MOST = 512;
  private static final int FEW = 8;
  private static final ByAge BY_AGE = new ByAge();
  private static final All NOTHING = new All(new RpcAsker[0], 0, new ChildCall[0]);

  private final Map<String, ChildCall> byId = new ConcurrentHashMap<>();
  private final Map<Flow, Integer> byFlow = new HashMap<>(2);

  /** The ids of the last ones and the numbers of their calls; of who adds. */
  private String[] lastIds = {};

  private long[] lastNumbers = {};
  private int added;

  /** All as they were when somebody last looked. */
  private volatile All latest = NOTHING;

  /** Who has asked; changed by who adds. One that has no request among them any more may stay. */
  private volatile RpcAsker[] askers = {};

  /** The oldest first. */
  List<ChildCall> all() {
    return List.of(inOrder());
  }

  /** The same, and the very same again as long as none comes or goes; not to be written to. */
  ChildCall[] known() {
    All known = latest;
    RpcAsker[] by = askers;
    int events = events(by);
    if (known.by != by || known.events != events) {
      known = new All(by, events, inOrder());
      latest = known;
    }
    return known.calls;
  }

  private ChildCall[] inOrder() {
    ChildCall[] all = byId.values().toArray(new ChildCall[0]);
    if (all.length > 1) {
      Arrays.sort(all, BY_AGE);
    }
    return all;
  }

  /** How often one came or went so far, of those that these have asked for: it only ever grows. */
  private static int events(RpcAsker[] by) {
    int events = 0;
    for (RpcAsker asker : by) {
      events += asker.events();
    }
    return events;
  }

  boolean isAtMostOne() {
    return byId.size() <= 1;
  }

  /** Whether some request of this flow has no answer yet. */
  boolean awaits(Flow flow) {
    synchronized (byFlow) {
      return byFlow.containsKey(flow);
    }
  }

  /** What is known of this thread as one that has requests among them; or null. */
  @Nullable RpcAsker asker(ThreadRecord r) {
    RpcAsker asker = find(r);
    return asker == null || !asker.isAny() ? null : asker;
  }

  private @Nullable RpcAsker find(ThreadRecord r) {
    for (RpcAsker asker : askers) {
      if (asker.thread == r) {
        return asker;
      }
    }
    return null;
  }

  /**
   * Takes a request in, in the place of one with the same id, for only one of them can be told of
   * its answer.
   *
   * @return that, or the oldest of too many, which are not followed any more
   */
  List<ChildCall> add(String id, ChildCall call) {
    RpcAsker asker = asks(call.call().owner);
    call.call().askedBy(asker);
    count(call.work(), 1);
    ChildCall same = byId.put(id, call);
    // Not before it is there: who looks at all of them goes by these counts.
    asker.asks();
    if (lastIds.length == 0) {
      // Most children speak something else.
      lastIds = new String[MOST];
      lastNumbers = new long[MOST];
    }
    int place = added++ & (MOST - 1);
    ChildCall old = byId.size() > MOST ? at(place) : null;
    lastIds[place] = id;
    lastNumbers[place] = call.call().id;
    if (same != null) {
      forget(same);
      return List.of(same);
    }
    if (old != null) {
      remove(old);
      return List.of(old);
    }
    return byId.size() > 2 * MOST ? tooOld() : List.of();
  }

  /** The one that was added so long ago, if it has no answer still. */
  private @Nullable ChildCall at(int place) {
    ChildCall old = byId.get(lastIds[place]);
    return old != null && old.call().id == lastNumbers[place] ? old : null;
  }

  private RpcAsker asks(ThreadRecord r) {
    RpcAsker known = find(r);
    if (known != null) {
      return known;
    }
    RpcAsker[] before = askers;
    List<RpcAsker> now = new ArrayList<>(before.length + 1);
    for (RpcAsker asker : before) {
      if (before.length < FEW || asker.isAny()) {
        now.add(asker);
      }
    }
    RpcAsker asker = new RpcAsker(r);
    now.add(asker);
    askers = now.toArray(new RpcAsker[0]);
    return asker;
  }

  /** Takes out all but the latest. */
  private List<ChildCall> tooOld() {
    List<ChildCall> gone = new ArrayList<>(byId.values());
    gone.sort(BY_AGE);
    gone = gone.subList(0, Math.max(0, gone.size() - MOST));
    for (ChildCall call : gone) {
      remove(call);
    }
    return gone;
  }

  /** The request with this id, which is none of them any more; or null. */
  @Nullable ChildCall take(@Nullable String id) {
    ChildCall call = id == null ? null : byId.remove(id);
    if (call != null) {
      forget(call);
    }
    return call;
  }

  /** Takes this one out, if it is there. */
  void remove(ChildCall call) {
    String id = call.id();
    if (id != null && byId.remove(id, call)) {
      forget(call);
    }
  }

  private void forget(ChildCall call) {
    RpcAsker asker = call.call().asker();
    if (asker != null) {
      asker.isOver();
    }
    count(call.work(), -1);
    if (byId.isEmpty() && latest != NOTHING) {
      // The child may have nothing to tell for long: that keeps nobody's thread in memory.
      latest = NOTHING;
    }
  }

  private void count(@Nullable Flow flow, int more) {
    if (flow == null) {
      return;
    }
    synchronized (byFlow) {
      Integer before = byFlow.get(flow);
      int now = (before == null ? 0 : before) + more;
      if (now > 0) {
        byFlow.put(flow, now);
      } else {
        byFlow.remove(flow);
      }
    }
  }

  /** What was there when these had asked, and theirs had come and gone so often. */
  private static final class All {
    final RpcAsker[] by;
    final int events;
    final ChildCall[] calls;

    All(RpcAsker[] by, int events, ChildCall[] calls) {
      this.by = by;
      this.events = events;
      this.calls = calls;
    }
  }

  private static final class ByAge implements Comparator<ChildCall> {
    @Override
    public int compare(ChildCall one, ChildCall other) {
      return Long.compare(one.call().id, other.call().id);
    }
  }
}
