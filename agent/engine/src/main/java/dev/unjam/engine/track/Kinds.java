package dev.unjam.engine.track;

import dev.unjam.bridge.LeaseRecord;
import java.nio.channels.FileLock;
import java.util.IdentityHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.ReentrantReadWriteLock.ReadLock;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/** Finds the kind of a held thing by what the bridge recorded of it; for one scan. */
final class Kinds {
  private static final Inside PATH = Inside.of("sun.nio.ch.FileChannelImpl", "path");
  private static final Kind READ = new ReadKind();
  private static final Kind SEMAPHORE = new SemaphoreKind();
  private static final Kind STAMPED = new StampedKind();
  private static final Kind FILE_LOCK = new OtherKind(HoldKind.FILE_LOCK);
  private static final Kind OTHER = new OtherKind(HoldKind.LOCK);

  private final Kind exclusive;
  private final Kind lockFile = new LockFileKind();
  private final IdentityHashMap<Object, Integer> lengths = new IdentityHashMap<>();

  Kinds(Synchronizers synchronizers) {
    exclusive = new ExclusiveKind(synchronizers);
  }

  Kind of(Object held) {
    if (held instanceof AbstractOwnableSynchronizer) {
      return exclusive;
    }
    if (held instanceof LeaseRecord) {
      return lockFile;
    }
    if (held instanceof ReadLock) {
      return READ;
    }
    if (held instanceof Semaphore) {
      return SEMAPHORE;
    }
    if (held instanceof StampedLock) {
      return STAMPED;
    }
    return held instanceof FileLock ? FILE_LOCK : OTHER;
  }

  /**
   * How many threads wait for it, as it was when first asked for in this scan: the JDK counts by
   * walking the queue, and one Semaphore may have as many holders as it has waiters.
   */
  int queueLength(Kind kind, Object held) {
    Object queue = kind.queueOf(held);
    Integer known = lengths.isEmpty() ? null : lengths.get(queue);
    if (known != null) {
      return known;
    }
    int length = kind.queueLength(held);
    if (length > 0) {
      lengths.put(queue, length);
    }
    return length;
  }

  /**
   * What it is called.
   *
   * @param taken where it was acquired, or null if that was not sampled
   */
  static Title title(Object held, @Nullable AcquisitionSite taken) {
    if (held instanceof LeaseRecord lease) {
      return Title.ofPath(lease.path(), taken);
    }
    // The path as the host named it: to open the file, even to look, would drop the lock.
    return held instanceof FileLock lock && PATH.get(lock.acquiredBy()) instanceof String path
        ? Title.ofPath(path, taken)
        : Title.ofLock(held, taken);
  }
}
