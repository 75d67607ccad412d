package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks on files that come as the result of something asynchronous. */
class FileLockHooksTest extends Crew {
  @TempDir Path folder;
  private FileChannel channel;
  private FileLock lock;

  @BeforeEach
  void lock() throws Exception {
    channel =
        FileChannel.open(folder.resolve("x"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    lock = channel.lock();
  }

  @AfterEach
  void close() throws Exception {
    channel.close();
  }

  private ThreadRecord given(@Nullable Object result) throws Exception {
    return onHost(
        () -> {
          FileLockHooks.granted(result);
          return Threads.mine();
        });
  }

  @Test
  void whoIsGivenTheLockHoldsItUntilItIsReleased() throws Exception {
    ThreadRecord r = given(lock);
    assertEquals(1, r.depth());
    assertTrue(r.isHold(0));
    onHost(
        () -> {
          lock.release();
          FileLockHooks.released(lock);
          return null;
        });
    assertEquals(0, r.depth());
  }

  @Test
  void aResultThatIsTakenAgainIsNoSecondHold() throws Exception {
    ThreadRecord r = given(lock);
    assertEquals(1, given(lock).depth());
    elsewhere(
        () -> {
          FileLockHooks.granted(lock);
          assertNull(Threads.mineIfAny());
          return null;
        });
    assertTrue(r.isHold(0));
  }

  @Test
  void oneThatAnotherThreadReleasedIsHeldNoMore() throws Exception {
    ThreadRecord r = given(lock);
    elsewhere(
        () -> {
          lock.release();
          FileLockHooks.released(lock);
          return null;
        });
    assertFalse(r.isHold(0));
  }

  @Test
  void aResultOfAnotherKindOrALockThatIsGoneIsNoHold() throws Exception {
    assertEquals(0, given(42).depth());
    assertEquals(0, given(null).depth());
    lock.release();
    assertEquals(0, given(lock).depth());
  }

  @Test
  void nothingIsRecordedWhileTheBridgeIsOff() throws Exception {
    Bridge.switchTo(false);
    assertEquals(0, given(lock).depth());
  }
}
