package dev.unjam.engine.track;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.jspecify.annotations.Nullable;

/** The queue of a synchronizer, whichever of the two base classes it has. */
final class Queues {
  private Queues() {}

  static int length(@Nullable Object synchronizer) {
    if (synchronizer instanceof AbstractQueuedSynchronizer lock) {
      return lock.getQueueLength();
    }
    return synchronizer instanceof AbstractQueuedLongSynchronizer lock ? lock.getQueueLength() : 0;
  }

  static Collection<Thread> threads(@Nullable Object synchronizer) {
    if (synchronizer instanceof AbstractQueuedSynchronizer lock) {
      return lock.getQueuedThreads();
    }
    return synchronizer instanceof AbstractQueuedLongSynchronizer lock
        ? lock.getQueuedThreads()
        : List.of();
  }
}
