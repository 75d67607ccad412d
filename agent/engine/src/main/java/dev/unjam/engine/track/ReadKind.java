package dev.unjam.engine.track;

import java.util.Collection;
import java.util.concurrent.locks.ReentrantReadWriteLock.ReadLock;
import org.jspecify.annotations.Nullable;

/** A read lock: its queue is that of the synchronizer inside, which the write lock shares. */
final class ReadKind implements Kind {
  private static final Inside SYNC = Inside.of(ReadLock.class, "sync");

  @Override
  public HoldKind kind() {
    return HoldKind.READ_LOCK;
  }

  @Override
  public boolean agrees(Object held, Thread holder) {
    return true;
  }

  @Override
  public @Nullable String detail(long extra) {
    return extra > 1 ? "read, " + extra + " holds" : "read";
  }

  @Override
  public Object queueOf(Object held) {
    Object sync = SYNC.get(held);
    return sync == null ? held : sync;
  }

  @Override
  public int queueLength(Object held) {
    return Queues.length(SYNC.get(held));
  }

  @Override
  public Collection<Thread> queued(Object held) {
    return Queues.threads(SYNC.get(held));
  }
}
