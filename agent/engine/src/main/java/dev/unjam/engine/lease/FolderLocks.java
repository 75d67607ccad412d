package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A lock of this JVM's own for each folder, the same by whatever name it is reached: a thread that
 * a dead file server keeps must not keep the others from the other folders.
 */
final class FolderLocks {
  private final ConcurrentHashMap<Object, FolderLock> locks = new ConcurrentHashMap<>();

  /**
   * Locks a folder for this thread. Where the queue moves on, it waits for twice its patience.
   *
   * @return null where it was kept for longer than that
   * @throws IOException where there is no such folder
   */
  @Nullable FolderLock lock(Path folder, Duration patience)
      throws IOException, InterruptedException {
    FolderLock lock = of(folder);
    return lock.take(patience) ? lock : null;
  }

  /**
   * Returns a folder's lock as it is.
   *
   * @throws IOException where there is no such folder
   */
  FolderLock of(Path folder) throws IOException {
    return locks.computeIfAbsent(identity(folder), none -> new FolderLock());
  }

  private static Object identity(Path folder) throws IOException {
    Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
    return key == null ? folder.toRealPath() : key;
  }
}
