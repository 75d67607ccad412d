package dev.unjam.engine.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
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
  @EnabledOnOs(OS.LINUX)
  void anotherProcessesLockIsSeenWithItsHolderUntilThatIsKilled() throws Exception {
    Path file = Files.createFile(folder.resolve("a.lock"));
    try (Children children = new Children()) {
      Process holder = locking(children, file);
      OptionalLong pid = OptionalLong.of(holder.pid());
      assertEquals(pid, KernelLocks.now().holder(file));
      assertEquals(pid, LockQuery.holder(file));
      holder.destroyForcibly();
      assertTrue(holder.waitFor(10, TimeUnit.SECONDS));
      assertEquals(OptionalLong.empty(), KernelLocks.now().holder(file));
      assertEquals(OptionalLong.empty(), LockQuery.holder(file));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aLockFromOutsideOurPidNamespaceIsSeenByAskingAlone() throws Exception {
    Probes.assumeAllowed("unshare", "-Upf", "--mount-proc");
    Path file = Files.createFile(folder.resolve("│ 1\n.lock"));
    try (Children children = new Children()) {
      Process holder = locking(children, file);
      List<String> inside = List.of("unshare", "-Upf", "--mount-proc");
      String seen = Probes.seenFrom(inside, "locks", file.toString());
      assertEquals(OptionalLong.empty() + " " + OptionalLong.of(-1), seen);
      assertTrue(holder.isAlive());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whereNativeCallsCannotBeMadeTheTableMustDo() throws Exception {
    Path file = Files.createFile(folder.resolve("a.lock"));
    try (Children children = new Children()) {
      Process holder = locking(children, file);
      List<String> without =
          List.of("env", "JAVA_TOOL_OPTIONS=-Djna.nosys=true -Djna.tmpdir=" + file);
      String seen = Probes.seenFrom(without, "locks", file.toString());
      assertEquals(OptionalLong.of(holder.pid()) + " " + OptionalLong.empty(), seen);
    }
  }

  @Test
  void whatIsNotThereHasNoHolder() {
    assertEquals(OptionalLong.empty(), LockQuery.holder(folder.resolve("none")));
  }

  private static Process locking(Children children, Path file) throws IOException {
    String[] command = Probes.command(List.of(), "lock", file.toString()).toArray(String[]::new);
    Process holder = children.start(command);
    assertEquals("locked", holder.inputReader(StandardCharsets.UTF_8).readLine());
    return holder;
  }

  static void lockUntilInputEnds(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      System.out.println(lock.isValid() ? "locked" : "not locked");
      System.in.transferTo(OutputStream.nullOutputStream());
    }
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
