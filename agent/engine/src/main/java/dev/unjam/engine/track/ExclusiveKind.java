package dev.unjam.engine.track;

import dev.unjam.bridge.OwnerlessHooks;
import java.util.Collection;

/** The synchronizer of an exclusive lock: ReentrantLock, a write lock, or one built like them. */
final class ExclusiveKind implements Kind {
  private final Synchronizers synchronizers;

  ExclusiveKind(Synchronizers synchronizers) {
    this.synchronizers = synchronizers;
  }

  @Override
  public HoldKind kind() {
    return HoldKind.LOCK;
  }

  @Override
  public boolean agrees(Object held, Thread holder) {
    return !synchronizers.isOpen() || synchronizers.owner(held) == holder;
  }

  @Override
  public boolean agrees(Object held, Thread holder, long extra) {
    return agrees(held, holder)
        || (OwnerlessHooks.mayBe(extra)
            && synchronizers.owner(held) == null
            && synchronizers.isHeld(held));
  }

  @Override
  public boolean mayBeHandedOver() {
    return true;
  }

  @Override
  public int queueLength(Object held) {
    return Queues.length(held);
  }

  @Override
  public Collection<Thread> queued(Object held) {
    return Queues.threads(held);
  }
}
