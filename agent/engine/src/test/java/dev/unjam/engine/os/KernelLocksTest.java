package dev.unjam.engine.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class KernelLocksTest {
  private static final String TABLE =
      """
      1: POSIX  ADVISORY  WRITE 4711 08:01:131 0 EOF
      1: -> POSIX  ADVISORY  WRITE 4712 08:01:133 0 EOF
      2: OFDLCK ADVISORY  READ -1 00:1c:132 0 EOF
      3: LEASE  ACTIVE    READ 4713 08:01:134 0 EOF
      4: of a kind to come
      """;

  @TempDir Path folder;

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileLockIsSeenWithItsHolderWhileItIsHeld() throws Exception {
    Path file = folder.resolve("a.lock");
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertTrue(lock.isValid());
      assertEquals(OptionalLong.of(ProcessHandle.current().pid()), KernelLocks.now().holder(file));
    }
    assertEquals(OptionalLong.empty(), KernelLocks.now().holder(file));
  }

  @Test
  void waitersLeasesAndUnknownKindsAreNoLocks() {
    KernelLocks locks = KernelLocks.parse(TABLE);
    assertEquals(OptionalLong.of(4711), locks.holder(131, 8));
    assertEquals(OptionalLong.of(-1), locks.holder(132, 0));
    assertEquals(OptionalLong.empty(), locks.holder(133, 8));
    assertEquals(OptionalLong.empty(), locks.holder(134, 8));
  }

  @Test
  void theSameInodeOnAnotherDeviceIsAnotherFile() {
    assertEquals(OptionalLong.empty(), KernelLocks.parse(TABLE).holder(131, 259));
  }
}
