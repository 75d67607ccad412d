package dev.unjam.engine.track;

import dev.unjam.bridge.SemaphoreHooks;
import java.util.Collection;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A Semaphore: its waiters are counted always, and named where {@code java.util.concurrent} is open
 * to the agent.
 */
final class SemaphoreKind implements Kind {
  private static final Inside SYNC = Inside.of(Semaphore.class, "sync");

  @Override
  public HoldKind kind() {
    return HoldKind.SEMAPHORE;
  }

  @Override
  public boolean agrees(Object held, Thread holder) {
    return true;
  }

  @Override
  public @Nullable String detail(long extra) {
    int permits = SemaphoreHooks.permits(extra);
    return permits == 1 ? "1 permit" : permits + " permits";
  }

  @Override
  public boolean mayBeHandedOver() {
    return true;
  }

  @Override
  public int queueLength(Object held) {
    return held instanceof Semaphore s ? s.getQueueLength() : 0;
  }

  @Override
  public Collection<Thread> queued(Object held) {
    return Queues.threads(SYNC.get(held));
  }

  @Override
  public boolean needsEveryHolder() {
    return false;
  }
}
