package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock of this JVM's own for each folder, the same by whatever name it is reached: a thread that
 * a dead file server keeps must not keep the others from the other folders.
 */
final class FolderLocks {
  private final ConcurrentHashMap<Object, ReentrantLock> locks = new ConcurrentHashMap<>();

  /**
   * Locks a folder for this thread.
   *
   * @return null where another thread kept it for longer than the patience
   * @throws IOException where there is no such folder
   */
  @Nullable ReentrantLock lock(Path folder, Duration patience)
      throws IOException, InterruptedException {
    ReentrantLock lock = locks.computeIfAbsent(identity(folder), none -> new ReentrantLock());
    return lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS) ? lock : null;
  }

  private static Object identity(Path folder) throws IOException {
    Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
    return key == null ? folder.toRealPath() : key;
  }
}
