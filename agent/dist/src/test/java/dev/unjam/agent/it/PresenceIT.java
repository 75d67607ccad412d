package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gateways in containers of their own over one volume: pids tell nothing there, and each is 1. What
 * a JVM with Unjam inside left is known by its mark, once it has ended.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
class PresenceIT {
  private static final List<String> CONTAINER =
      List.of("unshare", "-Upfui", "--mount-proc", "--kill-child");
  private static final String TAKEN = "taken";
  private static final String HAS_IT = "somebody has it";
  private static final String ENDED = "the JVM that held it had Unjam inside, and has ended";
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();
  private HostProgram keeps;
  private HostProgram takes;
  private Path sessions;
  private Path lock;
  private int runs;

  @BeforeEach
  void prepare() throws Exception {
    assumeContainers();
    keeps = HostProgram.of(folder, "Keeps");
    takes = HostProgram.of(folder, "TakesAtOnce");
    sessions = Files.createDirectory(folder.resolve("sessions"));
    lock = sessions.resolve("s.jsonl.lock");
  }

  private static void assumeContainers() throws Exception {
    List<String> command = new ArrayList<>(CONTAINER);
    command.add("true");
    boolean allowed;
    try {
      allowed = new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      allowed = false;
    }
    Assumptions.assumeTrue(allowed, String.join(" ", command) + " is not allowed here");
  }

  @AfterEach
  void endAll() {
    started.forEach(PresenceIT::kill);
  }

  @Test
  void aLivingHoldersLockIsLeftAndAKilledOnesIsRemovedByTheNextStart() throws Exception {
    Process holder = holding(agent("fix"), "watched");
    awaitMarkOf(lock);
    assertEquals(HAS_IT, takenBy("fix"));
    kill(holder);
    assertEquals(TAKEN, takenBy("fix"));
    JsonNode removed = lastLog().events("lockfile.removed").get(0);
    assertEquals(lock.toString(), removed.path("path").asText());
    assertTrue(removed.path("reasons").toString().contains(ENDED), removed::toString);
  }

  @Test
  void aHolderThatIsOnlyStoppedLives() throws Exception {
    Process holder = holding(agent("fix"), "watched");
    awaitMarkOf(lock);
    signal("STOP", holder);
    assertEquals(HAS_IT, takenBy("fix"));
    signal("CONT", holder);
    assertTrue(Files.exists(lock));
  }

  @Test
  void aLivingHoldersMarkIsBelievedMoreThanWhoeverSaysThatItIsAlone() throws Exception {
    Process holder = holding(agent("fix"), "watched");
    awaitMarkOf(lock);
    // by its pid, which is ours, and its age it is of an earlier life of ours
    assertEquals(HAS_IT, takenBy("alone"));
    kill(holder);
    assertEquals(TAKEN, takenBy("alone"));
  }

  @Test
  void whatAJvmWithoutUnjamLeftStaysUnlessThisIsSaidToBeTheOnlyContainer() throws Exception {
    kill(holding());
    // its pid was 1, as the next one's is, which is younger
    Instant before = Instant.now().minusSeconds(3600);
    Files.writeString(lock, "{\"pid\":1,\"createdAt\":\"" + before + "\"}");
    Files.setLastModifiedTime(lock, FileTime.from(before));
    assertEquals(HAS_IT, takenBy("fix"));
    JsonNode left = lastLog().events("lockfile.left").get(0);
    assertTrue(left.path("reasons").toString().contains("sweep=alone"), left::toString);
    assertEquals(TAKEN, takenBy("alone"));
  }

  @Test
  void aHolderThatEndsInItsOwnWayWithoutAReleaseIsKnownToHaveEndedAsWell() throws Exception {
    Process holder = holding(agent("fix"), "watched");
    awaitMarkOf(lock);
    holder.getOutputStream().close();
    assertTrue(holder.waitFor(60, TimeUnit.SECONDS));
    assertEquals(TAKEN, takenBy("fix"));
  }

  private Process holding(String... jvm) throws IOException {
    List<String> of = Stream.of(jvm).filter(argument -> argument.startsWith("-")).toList();
    List<String> own = Stream.of(jvm).filter(argument -> !argument.startsWith("-")).toList();
    List<String> arguments = new ArrayList<>(List.of(lock.toString()));
    arguments.addAll(own);
    Process process =
        new ProcessBuilder(contained(keeps, of, arguments)).directory(folder.toFile()).start();
    started.add(process);
    assertEquals("READY", process.inputReader(StandardCharsets.UTF_8).readLine());
    return process;
  }

  /** What a gateway that starts in a container of its own says of the lock. */
  private String takenBy(String sweep) throws IOException {
    for (int i = 0; ; i++) {
      Ended ended =
          Ended.run(
              folder, contained(takes, List.of(agent(sweep)), List.of(lock.toString())), Map.of());
      assertEquals(0, ended.status(), ended::toString);
      String said = ended.out().strip();
      // so busy a machine that it was not swept in time; what was removed by then is nevertheless
      boolean inTime = !ended.err().contains("not complete within");
      if (inTime || said.equals(TAKEN)) {
        return said;
      }
      assertTrue(i < 5, ended::toString);
    }
  }

  private String agent(String sweep) {
    runs++;
    return Packaged.agent(
        "sessions=" + sessions + ",sweep=" + sweep + ",log=none,log.json=" + logFile());
  }

  private Path logFile() {
    return folder.resolve("run-" + runs + ".jsonl");
  }

  private AgentLog lastLog() {
    return new AgentLog(logFile());
  }

  private static List<String> contained(
      HostProgram program, List<String> jvm, List<String> arguments) {
    List<String> command = new ArrayList<>(CONTAINER);
    // two JVMs of pid 1 would say on their output that they share a file in the temp folder
    List<String> all = new ArrayList<>(List.of("-XX:-UsePerfData", "-XX:TieredStopAtLevel=1"));
    all.addAll(jvm);
    command.addAll(program.command(all, arguments));
    return command;
  }

  private void awaitMarkOf(Path file) {
    String name = String.valueOf(file.getFileName());
    Awaitility.await()
        .atMost(DEADLINE)
        .until(() -> marks().anyMatch(mark -> text(mark).contains(name)));
  }

  private Stream<Path> marks() throws IOException {
    try (Stream<Path> all = Files.list(sessions)) {
      return all.filter(file -> file.toString().contains(".unjam.present-")).toList().stream();
    }
  }

  /** From outside: whoever reads it in the JVM that has it locked might lose the lock. */
  private static String text(Path mark) {
    try {
      return Files.readString(mark);
    } catch (IOException e) {
      return "";
    }
  }

  /** By SIGKILL, and waits for the end of all that it began. */
  private static void kill(Process container) {
    List<ProcessHandle> inside = container.descendants().toList();
    inside.forEach(ProcessHandle::destroyForcibly);
    container.destroyForcibly();
    inside.forEach(process -> process.onExit().orTimeout(60, TimeUnit.SECONDS).join());
    container.onExit().orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static void signal(String name, Process container) throws Exception {
    for (ProcessHandle inside : container.descendants().toList()) {
      String pid = Long.toString(inside.pid());
      assertEquals(0, new ProcessBuilder("kill", "-" + name, pid).start().waitFor());
    }
  }
}
