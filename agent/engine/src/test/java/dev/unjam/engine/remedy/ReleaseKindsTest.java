package dev.unjam.engine.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.Entries;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.track.Synchronizers;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseKindsTest {
  private final ReleaseKinds kinds = new ReleaseKinds(Synchronizers.open());

  @BeforeEach
  void on() {
    Bridge.switchTo(true);
  }

  @AfterEach
  void off() {
    Bridge.switchTo(false);
  }

  private static Hold held(HostThread holder, Object key) {
    HostThread.await(holder.run(() -> Entries.add(key, 1)));
    return LockReleaseTest.hold(holder, key);
  }

  @Test
  void aReadHoldIsNeverReleasedAndItIsSaidWhy() throws Exception {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    HostThread holder = HostThread.single("holder");
    HostThread.await(holder.run(() -> lock.readLock().lock()));
    Hold hold = held(holder, lock.readLock());
    holder.close();
    Attempt attempt = kinds.of(lock.readLock()).release(hold);
    assertEquals(
        new Attempt.NoHandle("read holds are counted per thread and cannot be released by another"),
        attempt);
    assertEquals(1, lock.getReadLockCount());
  }

  @Test
  void aFileLockIsReleasedAndTheHoldersOwnReleaseDoesNothing(@TempDir Path folder)
      throws Exception {
    try (FileChannel channel = open(folder);
        HostThread holder = HostThread.single("holder")) {
      FileLock first = channel.lock();
      Hold hold = held(holder, first);
      assertInstanceOf(Attempt.Done.class, kinds.of(first).release(hold));
      assertFalse(first.isValid());
      try (FileChannel other = open(folder)) {
        FileLock second = other.lock();
        first.release();
        assertTrue(second.isValid(), "the former holder's release does nothing");
      }
      assertInstanceOf(Attempt.Gone.class, kinds.of(first).release(hold));
    }
  }

  private static FileChannel open(Path folder) throws Exception {
    return FileChannel.open(
        folder.resolve("locked"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
