package dev.unjam.engine.remedy;

import dev.unjam.bridge.HandOvers;
import dev.unjam.engine.track.Synchronizers;
import java.nio.channels.FileLock;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantReadWriteLock.ReadLock;
import java.util.concurrent.locks.StampedLock;

/** Finds how a held thing is released, by what the bridge recorded of it. */
public final class ReleaseKinds {
  private final Release exclusive;
  private final Release semaphore = new SemaphoreRelease();
  private final Release stamp = new StampRelease();
  private final Release fileLock = new FileLockRelease();

  /** The kinds, with this access to the owners of exclusive locks. */
  public ReleaseKinds(Synchronizers synchronizers) {
    this.exclusive = new LockRelease(synchronizers);
  }

  /** How this is released; lock files apart, which are no matter of this JVM's alone. */
  public Release of(Object key) {
    if (key instanceof ReadLock) {
      return NoRelease.READ_HOLD;
    }
    if (HandOvers.isHandedOver(key)) {
      return NoRelease.HANDED_OVER;
    }
    if (key instanceof Semaphore) {
      return semaphore;
    }
    if (key instanceof StampedLock) {
      return stamp;
    }
    return key instanceof FileLock ? fileLock : exclusive;
  }
}
