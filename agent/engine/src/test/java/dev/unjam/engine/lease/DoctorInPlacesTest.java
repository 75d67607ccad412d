package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.Children;
import dev.unjam.engine.os.Probes;
import dev.unjam.engine.os.ProcessProbe;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The doctor in a JVM of its own: as another user, in another namespace, in another locale. */
@EnabledOnOs(OS.LINUX)
class DoctorInPlacesTest {
  private static final String[] NOBODY = {
    "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"
  };
  private static final String[] SANDBOX = {"unshare", "-Upf", "--mount-proc"};
  private static final String[] CONTAINER = {"unshare", "-Upfui", "--mount-proc"};

  @TempDir Path folder;
  @TempDir Path libraries;
  private final Children children = new Children();

  @AfterEach
  void endChildren() {
    children.close();
  }

  @Test
  void aFolderThatMayNotBeReadIsAnErrorThatSaysSo() throws Exception {
    Probes.assumeAllowed(NOBODY);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Ended ended = doctor(List.of(NOBODY), "--fix", folder.toString());
    assertEquals(4, ended.status(), ended.said());
    assertTrue(ended.said().contains(folder + ": permission denied"), ended.said());
  }

  @Test
  void anotherUsersFolderIsLookedAtAndLeftAloneWithTheReason() throws Exception {
    Probes.assumeAllowed(NOBODY);
    Path lock = Locks.write(folder, "a.jsonl.lock", Children.dead(), Instant.now());
    Locks.write(folder, "b.jsonl.lock", children.sleeping(), Instant.now());
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Ended ended = doctor(List.of(NOBODY), "--fix", folder.toString());
    assertEquals(3, ended.status(), ended.said());
    assertTrue(ended.said().contains("verdict=live"), ended.said());
    assertTrue(ended.said().contains("permission denied"), ended.said());
    assertTrue(Files.exists(lock));
  }

  @Test
  void anUnreadableLockIsUnknownAndLeft() throws Exception {
    Probes.assumeAllowed(NOBODY);
    Path lock = Locks.write(folder, "a.jsonl.lock", Children.dead(), Instant.now());
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("rw-------"));
    Ended ended = doctor(List.of(NOBODY), "--fix", folder.toString());
    assertEquals(3, ended.status(), ended.said());
    assertTrue(ended.said().contains("it cannot be read: permission denied"), ended.said());
    assertTrue(Files.exists(lock));
  }

  @Test
  void aFolderThatIsMountedReadOnlyIsLeftAsItIsWithTheReason() throws Exception {
    String mounting = "mount --bind $0 $0 && mount -o remount,bind,ro $0 && exec \"$@\"";
    String[] readOnly = {"unshare", "-m", "sh", "-c", mounting, folder.toString()};
    Probes.assumeAllowed(readOnly);
    Path lock = Locks.write(folder, "a.jsonl.lock", Children.dead(), Instant.now());
    Ended ended = doctor(List.of(readOnly), "--fix", folder.toString());
    assertEquals(3, ended.status(), ended.said());
    assertTrue(ended.said().contains("Read-only file system"), ended.said());
    assertTrue(ended.said().contains("left: 1"), ended.said());
    assertTrue(Files.exists(lock));
  }

  @Test
  void aHolderOutsideOfTheSandboxThatWeAreInIsNeverStale() throws Exception {
    Probes.assumeAllowed(SANDBOX);
    Path lock = Locks.write(folder, "a.jsonl.lock", children.sleeping(), Instant.now());
    Ended ended = doctor(List.of(SANDBOX), "--fix", folder.toString());
    assertEquals(3, ended.status(), ended.said());
    assertTrue(ended.said().contains("verdict=unknown"), ended.said());
    assertTrue(Files.exists(lock));
  }

  @Test
  void aContainerOfOurOwnOverSomebodysFoldersProvesNothing() throws Exception {
    Probes.assumeAllowed(CONTAINER);
    Path lock = Locks.write(folder, "a.jsonl.lock", children.sleeping(), Instant.now());
    Locks.aged(lock, Duration.ofMinutes(9));
    Ended ended = doctor(List.of(CONTAINER), "--fix", folder.toString());
    assertEquals(3, ended.status(), ended.said());
    assertTrue(ended.said().contains("run this where the gateway runs"), ended.said());
    assertTrue(Files.exists(lock));
  }

  @Test
  void whoSharesAVolumeWithAnotherContainerIsToldSoAndFixesOnlyWhereNobodyElseWorksOnIt()
      throws Exception {
    String[] withAGateway = {
      "unshare", "-Upfui", "--mount-proc", "sh", "-c", "sleep 60 & \"$@\"; kill $!", "sh"
    };
    Probes.assumeAllowed(withAGateway);
    Path lock = Locks.write(folder, "a.jsonl.lock", children.sleeping(), Instant.now());
    Ended ended = doctor(List.of(withAGateway), "--fix", folder.toString());
    assertTrue(ended.said().contains("verdict=unknown"), ended.said());
    assertTrue(ended.said().contains("may be in another container"), ended.said());
    assertTrue(Files.exists(lock));
    Ended alone = doctor(List.of(withAGateway), "--alone", "--fix", folder.toString());
    assertTrue(alone.said().contains("removed: 1"), alone.said());
    assertFalse(Files.exists(lock));
  }

  @Test
  void aHolderInAContainerIsUnknownFromOutside() throws Exception {
    Probes.assumeAllowed(CONTAINER);
    Process holder = children.start("unshare", "-Upfui", "sh", "-c", "sleep 120 & echo $!; wait");
    long inside = Long.parseLong(holder.inputReader(StandardCharsets.US_ASCII).readLine());
    String payload = "{\"pid\":%d,\"createdAt\":\"%s\",\"starttime\":1}";
    Locks.write(folder, "a.jsonl.lock", payload.formatted(inside, Instant.now()));
    Ended ended = doctor(List.of(), "--fix", folder.toString());
    assertEquals(3, ended.status(), ended.said());
    assertTrue(ended.said().contains("in another pid namespace"), ended.said());
  }

  @Test
  void namesThatTheLocaleCannotWriteAreNoHindrance() throws Exception {
    Path lock =
        Locks.write(folder, "a│\nx pid=1 (alive) ü.jsonl.lock", Children.dead(), Instant.now());
    Ended ended = doctor(List.of("env", "LC_ALL=C"), folder.toString());
    assertEquals(1, ended.status(), ended.said());
    assertTrue(ended.said().contains("stale=yes"), ended.said());
    assertTrue(ended.said().contains("lock files: 1 "), ended.said());
    assertTrue(Files.exists(lock));
    Ended fixed = doctor(List.of("env", "LC_ALL=C"), "--fix", folder.toString());
    boolean left = Files.exists(lock);
    assertEquals(left ? 3 : 2, fixed.status(), fixed.said());
    try (Stream<Path> all = Files.list(folder)) {
      assertFalse(all.anyMatch(file -> file.toString().endsWith(Aside.SUFFIX)));
    }
  }

  /** The class path with what lies in somebody's home copied to where anybody may read it. */
  private String classPath() throws IOException {
    Files.setPosixFilePermissions(libraries, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path file = Path.of(entry);
      String name = String.valueOf(file.getFileName());
      boolean needed = name.startsWith("jackson") || name.startsWith("jna");
      Path copy = libraries.resolve(name);
      if (needed && Files.notExists(copy)) {
        Files.copy(file, copy);
      }
      entries.add(needed ? copy.toString() : entry);
    }
    return String.join(File.pathSeparator, entries);
  }

  private Ended doctor(List<String> wrapper, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Of two with the pid 1 one may say on its output that a file is locked.
    command.add("-XX:-UsePerfData");
    command.addAll(List.of("-cp", classPath()));
    command.add(Inside.class.getName());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    byte[] said = process.getInputStream().readAllBytes();
    return new Ended(process.waitFor(), new String(said, StandardCharsets.UTF_8));
  }

  private record Ended(int status, String said) {}

  /** The doctor on the folders that are named. */
  static final class Inside {
    private Inside() {}

    public static void main(String[] arguments) {
      boolean fix = List.of(arguments).contains("--fix");
      boolean alone = List.of(arguments).contains("--alone");
      List<Path> folders =
          Stream.of(arguments).filter(word -> !word.startsWith("--")).map(Path::of).toList();
      PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
      Doctor doctor =
          new Doctor(
              NamePatterns.DEFAULT, ProcessProbe.ofThisMachine(), HolderInquiry.NOBODY, alone);
      System.exit(doctor.run(folders, false, fix, out, out));
    }
  }
}
