package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.os.Children;
import dev.unjam.engine.os.LifeLock;
import dev.unjam.engine.os.Machine;
import dev.unjam.engine.os.Probes;
import dev.unjam.engine.os.ProcessProbe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps in containers of their own, over one folder. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class SecondContainerTest {
  private static final String[] CONTAINER = {"unshare", "-Upfui", "--mount-proc"};
  private static final String LEFT = "removed 0 left 1";
  private static final String LIVES = "removed 0 left 0";
  private static final String REMOVED = "removed 1 left 0";

  @TempDir Path folder;
  private final Children children = new Children();

  @BeforeEach
  void needsContainers() throws Exception {
    Probes.assumeAllowed(CONTAINER);
  }

  @AfterEach
  void endChildren() {
    children.close();
  }

  @Test
  void theLockOfALivingHolderInTheFirstIsLeft() throws Exception {
    // a number that is no thread's of a JVM that has just begun
    String late = "for i in $(seq 300); do (:); done; sleep 90 & echo $!; wait";
    Process holder = children.start("unshare", "-Upfui", "sh", "-c", late);
    long inside = Long.parseLong(holder.inputReader(StandardCharsets.US_ASCII).readLine());
    Path lock = Locks.write(folder, "a.jsonl.lock", inside, Instant.now());
    assertEquals(LEFT, sweptInAContainer());
    assertTrue(Files.exists(lock));
  }

  @Test
  void theLockOfTheFirstOnesPidOneIsLeftThoughItIsOurPidAndOlderThanWe() throws Exception {
    Path lock = Locks.write(folder, "a.jsonl.lock", 1, Instant.now().minusSeconds(3600));
    Locks.aged(lock, Duration.ofHours(1));
    assertEquals(LEFT, sweptInAContainer());
    assertTrue(Files.exists(lock));
  }

  @Test
  void whoIsSaidToBeTheOnlyContainerBelievesItsPidsAndRemovesWhatItsOwnFirstLifeLeft()
      throws Exception {
    Path ours = Locks.write(folder, "a.jsonl.lock", 1, Instant.now().minusSeconds(3600));
    Locks.aged(ours, Duration.ofHours(1));
    assertEquals(LEFT, sweptInAContainer());
    assertEquals(REMOVED, sweptInAContainer("alone"));
    assertFalse(Files.exists(ours));
  }

  @Test
  void whatAMarkedHolderLeftIsRemovedFromAnotherContainerOnceItHasEndedAndNotBefore()
      throws Exception {
    Path lock = Locks.write(folder, "a.jsonl.lock", 1, Instant.now().minusSeconds(3600));
    Process holder = marked(lock);
    assertEquals(LIVES, sweptInAContainer());
    assertEquals(LIVES, sweptInAContainer("alone"), "whoever says that nobody else is there");
    assertTrue(Files.exists(lock));
    end(holder);
    assertEquals(REMOVED, sweptInAContainer());
    assertFalse(Files.exists(lock));
  }

  @Test
  void aLockThatWasTakenAnewSinceIsNobodysThatHasEnded() throws Exception {
    Path lock = Locks.write(folder, "a.jsonl.lock", 1, Instant.now().minusSeconds(3600));
    Process holder = marked(lock);
    end(holder);
    Locks.write(folder, "a.jsonl.lock", 1, Instant.now().minusSeconds(3601));
    assertEquals(LEFT, sweptInAContainer());
    assertTrue(Files.exists(lock));
  }

  @Test
  void aLockThatNamesAnotherPidIsNotOfTheOneThatHasEnded() throws Exception {
    Path lock = Locks.write(folder, "a.jsonl.lock", 4000, Instant.now().minusSeconds(3600));
    end(marked(lock));
    assertEquals(LEFT, sweptInAContainer());
    assertTrue(Files.exists(lock));
  }

  @Test
  void aMarkIsDeletedByTheNextOneOnceNothingIsLeftOfWhatItNames() throws Exception {
    assumeMarks();
    Path lock = Locks.write(folder, "a.jsonl.lock", 1, Instant.now());
    end(marked(lock));
    end(marked(Locks.write(folder, "b.jsonl.lock", 1, Instant.now())));
    assertEquals(2, marks().size());
    Files.delete(lock);
    try (PresenceMark ours = PresenceMark.in(folder).orElseThrow()) {
      assertEquals(folder.toRealPath(), ours.folder());
      assertEquals(2, marks().size(), "the other one's is still needed");
      assertTrue(PresenceMark.in(folder).isEmpty(), "one is enough for a JVM");
    }
    assertEquals(1, marks().size());
  }

  @Test
  void aMarkIsNoLockFileWhateverTheNamesSay() {
    assertFalse(new NamePatterns(List.of("*")).matches(PresenceMark.PREFIX + "1-2-3"));
  }

  private void assumeMarks() {
    Assumptions.assumeTrue(LifeLock.isPossible(), "no locks of open files here");
  }

  private Process marked(Path lock) throws IOException {
    assumeMarks();
    Process holder = children.start(java(Marked.class, folder.toString(), lock.toString()));
    assertEquals("marked", holder.inputReader().readLine());
    return holder;
  }

  private static void end(Process holder) throws InterruptedException {
    holder.descendants().forEach(ProcessHandle::destroyForcibly);
    holder.destroyForcibly().waitFor();
  }

  private List<Path> marks() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().contains(PresenceMark.PREFIX)).toList();
    }
  }

  private String sweptInAContainer(String... how) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(folder.toString()));
    arguments.addAll(List.of(how));
    Process process =
        new ProcessBuilder(java(Swept.class, arguments.toArray(String[]::new))).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private static String[] java(Class<?> program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(CONTAINER));
    command.add("--kill-child");
    command.addAll(List.of(OtherRemover.java(program, arguments)));
    // two JVMs of pid 1 would say on their output that they share a file in the temp folder
    command.add(CONTAINER.length + 2, "-XX:-UsePerfData");
    return command.toArray(String[]::new);
  }

  /** A gateway that has just begun. */
  static final class Swept {
    private Swept() {}

    public static void main(String[] arguments) {
      Sweep sweep =
          new Sweep(
              NamePatterns.DEFAULT,
              ProcessProbe.ofThisMachine(),
              Machine.here(),
              lock -> false,
              arguments.length > 1);
      Sweep.Result result =
          sweep.run(List.of(Path.of(arguments[0])), Sweep.Intent.REMOVE, () -> true, event -> {});
      System.out.println("removed " + result.removed() + " left " + result.left());
    }
  }

  /** A gateway that holds a lock file, and reads whatever lies in its folder. */
  static final class Marked {
    private Marked() {}

    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      PresenceMark mark = PresenceMark.in(folder).orElseThrow();
      Path lock = Path.of(arguments[1]);
      FileIdentity made = Objects.requireNonNull(FileIdentity.of(lock));
      mark.tell(Map.of(lock, made));
      try (Stream<Path> all = Files.list(folder)) {
        for (Path file : all.toList()) {
          try (InputStream in = Files.newInputStream(file)) {
            in.readAllBytes();
          }
        }
      }
      System.out.println("marked");
      System.in.read();
    }
  }
}
