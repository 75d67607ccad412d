package dev.unjam.engine.track;

import dev.unjam.bridge.StampHooks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * A StampedLock. It has no API for its queue, so the nodes are walked from the tail; 17 and 25 name
 * them alike, and a JDK that does not has no waiters as far as we know.
 */
final class StampedKind implements Kind {
  private static final String LOCK = StampedLock.class.getName();
  private static final Inside TAIL = Inside.of(StampedLock.class, "tail");
  private static final Inside PREVIOUS = Inside.of(LOCK + "$Node", "prev");
  private static final Inside WAITER = Inside.of(LOCK + "$Node", "waiter");
  private static final Inside COWAITERS = Inside.of(LOCK + "$ReaderNode", "cowaiters");

  /** Nodes come and go while we walk: a bound, lest we walk for ever. */
  private static final int MOST = 10_000;

  @Override
  public HoldKind kind() {
    return HoldKind.STAMPED_LOCK;
  }

  @Override
  public boolean agrees(Object held, Thread holder) {
    return true;
  }

  /** Exact for a write lock; a read lock may be another's, as long as nobody writes. */
  @Override
  public boolean agrees(Object held, Thread holder, long extra) {
    return !(held instanceof StampedLock lock)
        || (lock.validate(extra) && (StampHooks.isWrite(extra) || lock.isReadLocked()));
  }

  @Override
  public @Nullable String detail(long extra) {
    return StampHooks.isWrite(extra) ? "write" : "read";
  }

  @Override
  public boolean mayBeHandedOver() {
    return true;
  }

  @Override
  public int queueLength(Object held) {
    return TAIL.get(held) == null ? 0 : queued(held).size();
  }

  @Override
  public Collection<Thread> queued(Object held) {
    List<Thread> waiting = new ArrayList<>();
    int seen = 0;
    for (Object n = TAIL.get(held); n != null && seen++ < MOST; n = PREVIOUS.get(n)) {
      add(n, waiting);
      for (Object c = COWAITERS.get(n); c != null && seen++ < MOST; c = COWAITERS.get(c)) {
        add(c, waiting);
      }
    }
    return waiting;
  }

  private static void add(@Nullable Object node, List<Thread> waiting) {
    if (WAITER.get(node) instanceof Thread t) {
      waiting.add(t);
    }
  }
}
