package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unjam.engine.os.Machine;
import dev.unjam.engine.os.ProcessProbe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** On file systems of its own, in a child that may mount them. */
@EnabledOnOs(OS.LINUX)
class SweepWithoutRoomTest {
  private static final String MOUNT = "mount -t tmpfs -o size=64k none '%s'";

  @TempDir Path folder;

  @BeforeEach
  void mayMount() throws Exception {
    Assumptions.assumeTrue(
        run(MOUNT.formatted(folder)).status() == 0, "nothing may be mounted here");
  }

  @Test
  void onAFullDiskTheStaleLockGoesAndTheLiveOneStays() throws Exception {
    String said = sweepAfter("! head -c 100000 /dev/zero 2> /dev/null > filler");
    assertEquals(
        """
        lockfile.found stale.lock
        lockfile.removed stale.lock
        removed=1 left=0 errors=0
        live.lock
        """,
        said);
  }

  @Test
  void inAFolderThatCannotBeWrittenEverythingStaysAndTheReasonIsSaid() throws Exception {
    String said = sweepAfter("mount -o remount,ro .");
    assertEquals(
        """
        lockfile.found stale.lock
        lockfile.left stale.lock: the guard file .unjam.guard in its folder cannot be used:\
         Read-only file system
        removed=0 left=1 errors=0
        live.lock
        stale.lock
        """,
        said);
  }

  /** A lock of a dead process and one of the shell itself; then the sweep in a JVM of its own. */
  private String sweepAfter(String trouble) throws Exception {
    String script =
        String.join(
            " && ",
            MOUNT.formatted(folder),
            "cd '" + folder + "'",
            "dead=$(sh -c 'echo $$')",
            "echo \"{\\\"pid\\\":$dead}\" > stale.lock",
            "echo \"{\\\"pid\\\":$$}\" > live.lock",
            trouble,
            "'" + String.join("' '", OtherRemover.java(InTheMount.class, folder.toString())) + "'");
    return run(script).said();
  }

  private static Run run(String script) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("unshare", "-Urm", "sh", "-c", script)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), said);
  }

  private record Run(int status, String said) {}

  /** Sweeps, and says what it heard and what is there then. */
  static final class InTheMount {
    private InTheMount() {}

    public static void main(String[] args) throws IOException {
      Path folder = Path.of(args[0]);
      Sweep.Result result =
          new Sweep(
                  NamePatterns.DEFAULT, ProcessProbe.ofThisMachine(), Machine.here(), path -> false)
              .run(
                  List.of(folder),
                  Sweep.Intent.REMOVE,
                  () -> true,
                  event -> {
                    Path path = Path.of(String.valueOf(event.fields().get("path")));
                    Object why = event.fields().get("why");
                    System.out.println(
                        event.name() + " " + path.getFileName() + (why == null ? "" : ": " + why));
                  });
      System.out.printf(
          "removed=%d left=%d errors=%d%n",
          result.removed(), result.left(), result.errors().size());
      try (var files = Files.list(folder)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.contains(".lock"))
            .sorted()
            .forEach(System.out::println);
      }
    }
  }
}
