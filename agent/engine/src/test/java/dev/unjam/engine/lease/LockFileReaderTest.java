package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.Children;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a lock file that is too large, or that its holder writes at that moment. */
@Timeout(60)
class LockFileReaderTest {
  private static final int MOST = 64 * 1024;

  @TempDir Path folder;

  @Test
  void aFileOfUpToSixtyFourKibibytesIsReadAndALargerOneIsUnknownAndNotRead() throws Exception {
    String payload = "{\"pid\":" + Children.dead() + "}";
    String blanks = " ".repeat(MOST - payload.length());
    Path lock = Locks.write(folder, "a.lock", payload + blanks);
    assertEquals(MOST, Files.size(lock));
    assertEquals(Verdict.STALE, Locks.verdict(lock));

    Locks.write(folder, "a.lock", payload + blanks + " ");
    LockFile large = LockFileReader.read(lock).orElseThrow();
    assertEquals("it is too large for a lock file", large.problem());
    assertNull(large.raw());
    assertNull(large.pid());
    assertEquals(Verdict.UNKNOWN, Locks.verdict(lock));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, MOST / 2})
  void aFileThatChangesWhileItIsReadIsUnknownThoughBothItsHoldersAreDead(int more)
      throws Exception {
    long dead = Children.dead();
    String brief = "{\"pid\":" + dead + "}";
    String other = brief + " ".repeat(more);
    Path lock = Locks.write(folder, "a.lock", brief);
    Path next = folder.resolve("next");
    AtomicBoolean goesOn = new AtomicBoolean(true);
    Thread holder =
        new Thread(
            () -> {
              while (goesOn.get()) {
                replace(lock, next, other);
                replace(lock, next, brief);
              }
            });
    holder.start();
    try {
      LockFile torn = LockFileReader.read(lock).orElseThrow();
      while (torn.problem() == null && !Thread.interrupted()) {
        assertEquals(dead, torn.pid());
        torn = LockFileReader.read(lock).orElseThrow();
      }
      assertEquals("it changed while it was read", torn.problem());
      assertNull(torn.pid());
      assertNotNull(torn.identity());
      assertEquals(Verdict.UNKNOWN, Locks.judge(torn).verdict());
    } finally {
      goesOn.set(false);
      holder.join();
    }
    assertEquals(Verdict.STALE, Locks.verdict(lock));
    assertTrue(Files.size(lock) < MOST);
  }

  /**
   * At once, so that whatever is read of it is whole: only that it changed shows that it is not.
   */
  private static void replace(Path lock, Path next, String content) {
    try {
      Files.writeString(next, content);
      Files.move(next, lock, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
