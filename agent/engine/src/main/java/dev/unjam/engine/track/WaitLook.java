package dev.unjam.engine.track;

import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Threads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One look at who waits for whom, beginning with some holders: downwards through the queues of what
 * they hold and of what those hold who wait, and upwards to whom they wait for themselves.
 *
 * <p>On demand, as it goes through the queues: where somebody waits for an old hold, where an
 * incident is open, and for the status.
 */
final class WaitLook {
  /** How many waits are told apart; a crowd beyond it is counted by its queues alone. */
  private static final int MOST = 10_000;

  /** How for how long a thread has waited is known: one that takes notes, or one that does not. */
  interface Since {
    long millis(long threadId, HoldId hold, long now);
  }

  private final HoldLook holds;
  private final Kinds kinds;
  private final Synchronizers synchronizers;
  private final Monitors monitors;
  private final Since since;
  private final long now;

  /** By identity: a host's thread may have an equals of its own. */
  private final IdentityHashMap<Thread, ThreadRecord> records = new IdentityHashMap<>();

  private final Map<Long, ThreadRecord> byThreadId = new HashMap<>();
  private final Set<Long> visited = new HashSet<>();
  private final Deque<ThreadRecord> next = new ArrayDeque<>();
  private final Map<Long, Thread> met = new HashMap<>();
  private final Set<Long> asked = new HashSet<>();
  private final List<Wait> waits = new ArrayList<>();

  WaitLook(
      HoldLook holds,
      Kinds kinds,
      Synchronizers synchronizers,
      Monitors monitors,
      Since since,
      long now) {
    this.holds = holds;
    this.kinds = kinds;
    this.synchronizers = synchronizers;
    this.monitors = monitors;
    this.since = since;
    this.now = now;
  }

  /**
   * Looks.
   *
   * @param holders where to begin
   * @param blocked threads, known by id alone, that are to be asked for the monitor they want
   */
  WaitGraph from(Collection<ThreadRecord> holders, Collection<Long> blocked) {
    Threads.forEach(this::note);
    holders.forEach(this::visitLater);
    follow();
    Collection<Long> ids = blockedAmong(blocked);
    while (!ids.isEmpty()) {
      Collection<Long> owners = monitors(ids);
      follow();
      ids = blockedAmong(owners);
    }
    return new WaitGraph(waits, waits.size() < MOST);
  }

  private void note(ThreadRecord r) {
    Thread t = r.thread;
    if (r.depth() > 0) {
      records.put(t, r);
      byThreadId.put(t.getId(), r);
    }
  }

  private void visitLater(@Nullable ThreadRecord r) {
    if (r != null && visited.add(r.id)) {
      next.add(r);
    }
  }

  private void follow() {
    for (ThreadRecord r = next.poll(); r != null && waits.size() < MOST; r = next.poll()) {
      Thread holder = r.thread;
      met.put(holder.getId(), holder);
      visitLater(records.get(ownerOfWhatItWaitsFor(holder)));
      for (int i = 0; i < r.depth(); i++) {
        Object held = r.lockAt(i);
        if (held != null) {
          queue(r, holder, i, held);
        }
      }
    }
  }

  private @Nullable Thread ownerOfWhatItWaitsFor(Thread t) {
    return synchronizers.owner(LockSupport.getBlocker(t));
  }

  private void queue(ThreadRecord r, Thread holder, int i, Object held) {
    Kind kind = kinds.of(held);
    if (kinds.queueLength(kind, held) == 0 || !holds.isThere(r, holder, i, kind, held, now)) {
      return;
    }
    Title title = Kinds.title(held, null);
    HoldId id = new HoldId(r.id, r.seqAt(i));
    for (Thread t : kind.queued(held)) {
      if (waits.size() < MOST) {
        waits.add(wait(holder, id, title, t, kind.needsEveryHolder()));
        met.put(t.getId(), t);
        visitLater(records.get(t));
      }
    }
  }

  private Wait wait(Thread holder, HoldId id, Title title, Thread t, boolean needed) {
    return new Wait(
        t.getId(),
        t.getName(),
        title,
        id,
        holder.getId(),
        holder.getName(),
        since.millis(t.getId(), id, now),
        untimed(t),
        needed);
  }

  private static boolean untimed(Thread t) {
    Thread.State state = t.getState();
    return state == Thread.State.WAITING || state == Thread.State.BLOCKED;
  }

  /** Those that are to be asked about monitors and were not yet. */
  private Collection<Long> blockedAmong(Collection<Long> more) {
    List<Long> ids = new ArrayList<>();
    met.forEach(
        (id, thread) -> {
          if (!asked.contains(id) && thread.getState() == Thread.State.BLOCKED) {
            ids.add(id);
          }
        });
    more.stream().filter(id -> !asked.contains(id)).forEach(ids::add);
    asked.addAll(ids);
    return ids;
  }

  /** Notes who of these waits for a monitor; the owners of those, who may be blocked as well. */
  private Collection<Long> monitors(Collection<Long> ids) {
    Set<Long> owners = new HashSet<>();
    for (Monitors.Blocked b : monitors.blocked(ids)) {
      if (b.ownerId() > 0 && waits.size() < MOST) {
        HoldId id = new HoldId(0, b.identity());
        waits.add(
            new Wait(
                b.threadId(),
                b.thread(),
                Title.of(b.monitor()),
                id,
                b.ownerId(),
                b.owner(),
                since.millis(b.threadId(), id, now),
                true,
                true));
        owners.add(b.ownerId());
        visitLater(byThreadId.get(b.ownerId()));
        visitLater(byThreadId.get(b.threadId()));
      }
    }
    return owners;
  }
}
