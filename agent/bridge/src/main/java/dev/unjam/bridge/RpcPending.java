package dev.unjam.bridge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a host's that await their answers, the oldest first; any thread.
 *
 * <p>Whatever is asked for each write or read takes the same time for one as for many.
 */
final class RpcPending {
  private static final int MOST = 256;

  private final Map<String, ChildCall> byId = new LinkedHashMap<>();
  private final Map<Flow, Integer> byFlow = new HashMap<>(2);
  private final List<RpcAsker> askers = new ArrayList<>(2);

  /**
   * The one of them that has asked last, mostly the only one; null if there is none. Read without
   * the monitor: who asks sees what he wrote himself, and who has been answered a moment ago is
   * taken for one that waits for no longer than it takes to write or read once.
   */
  private @Nullable RpcAsker latest;

  synchronized List<ChildCall> all() {
    return List.copyOf(byId.values());
  }

  synchronized boolean isAtMostOne() {
    return byId.size() <= 1;
  }

  /** Whether some request of this flow has no answer yet. */
  synchronized boolean awaits(Flow flow) {
    return byFlow.containsKey(flow);
  }

  /** What is known of this thread as one that has requests among them; or null. */
  @Nullable RpcAsker asker(ThreadRecord r) {
    RpcAsker asker = latest;
    return asker == null || (asker.thread == r && asker.requests > 0) ? asker : known(r);
  }

  private synchronized @Nullable RpcAsker known(ThreadRecord r) {
    return find(r);
  }

  /**
   * Takes a request in, in the place of one with the same id, for only one of them can be told of
   * its answer.
   *
   * @return that, or the oldest of too many, which is not followed any more; or null
   */
  synchronized @Nullable ChildCall add(String id, ChildCall call) {
    ChildCall gone = take(id);
    if (gone == null && byId.size() >= MOST) {
      Iterator<ChildCall> eldest = byId.values().iterator();
      gone = eldest.next();
      eldest.remove();
      forget(gone);
    }
    byId.put(id, call);
    RpcAsker asker = find(call.call().owner);
    if (asker == null) {
      asker = new RpcAsker(call.call().owner);
      askers.add(asker);
    }
    if (latest != asker) {
      latest = asker;
    }
    asker.requests++;
    call.call().askedBy(asker);
    Flow flow = call.work();
    if (flow != null) {
      Integer before = byFlow.get(flow);
      byFlow.put(flow, before == null ? 1 : before + 1);
    }
    return gone;
  }

  /** The request with this id, which is none of them any more; or null. */
  synchronized @Nullable ChildCall take(@Nullable String id) {
    ChildCall call = id == null ? null : byId.remove(id);
    if (call != null) {
      forget(call);
    }
    return call;
  }

  /** Takes this one out, if it is there. */
  synchronized void remove(ChildCall call) {
    if (byId.get(call.id()) == call) {
      take(call.id());
    }
  }

  private void forget(ChildCall call) {
    RpcAsker asker = find(call.call().owner);
    if (asker != null && --asker.requests == 0) {
      askers.remove(asker);
      latest = askers.isEmpty() ? null : askers.get(askers.size() - 1);
    }
    Flow flow = call.work();
    if (flow != null) {
      Integer n = byFlow.get(flow);
      if (n == null || n == 1) {
        byFlow.remove(flow);
      } else {
        byFlow.put(flow, n - 1);
      }
    }
  }

  private @Nullable RpcAsker find(ThreadRecord r) {
    for (int i = 0; i < askers.size(); i++) {
      if (askers.get(i).thread == r) {
        return askers.get(i);
      }
    }
    return null;
  }
}
