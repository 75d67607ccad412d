package dev.unjam.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The doctor asks the JVM that holds a lock file, if and only if Unjam is in it. */
@Timeout(120)
class DoctorAsksTest {
  @TempDir Path folder;
  private Path sessions;
  private IdleJvm jvm;

  @BeforeEach
  void startTheJvm() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "who has what open is not seen here");
    System.setProperty(AgentInside.JAR, IdleJvm.jar(folder.resolve("answering.jar")).toString());
    jvm = IdleJvm.start(folder);
    sessions = Files.createDirectory(folder.resolve("sessions"));
  }

  @AfterEach
  void endTheJvm() throws Exception {
    System.clearProperty(AgentInside.JAR);
    signal("CONT");
    jvm.close();
  }

  @Test
  void aLockWithAnOpenIncidentIsStuckAndSaysByWhom() throws Exception {
    Path lock = lock("a.jsonl.lock");
    attach("act", lock);
    Ran ran = Ran.with("doctor", sessions);
    assertEquals(1, ran.status(), ran.toString());
    String shape = lock + " pid=" + jvm.pid() + " (alive) age=";
    assertTrue(ran.out().startsWith(shape), ran.out());
    assertTrue(ran.out().contains(" stale=no │ verdict=stuck "), ran.out());
    assertTrue(ran.out().contains("w#7 holds it"), ran.out());
    assertTrue(ran.out().contains("inc-7 (refused/quota)"), ran.out());
    assertEquals(3, Ran.with("doctor", "--fix", sessions).status());
    assertTrue(Files.exists(lock));
  }

  @Test
  void aHoldWithoutAnIncidentIsLiveHoweverTheFolderIsNamed() throws Exception {
    Path lock = lock("a.jsonl.lock");
    attach("observe", lock);
    lock("b.jsonl.lock");
    Path link = Files.createSymbolicLink(folder.resolve("link"), sessions);
    Ran ran = Ran.with("doctor", link);
    assertEquals(0, ran.status(), ran.toString());
    String[] lines = ran.out().split("\n", -1);
    assertTrue(lines[0].contains("w#7 holds it"), ran.out());
    assertTrue(lines[1].contains("its JVM knows of no hold on it"), ran.out());
  }

  @Test
  void aJvmWithoutUnjamIsLeftAlone() throws Exception {
    lock("a.jsonl.lock");
    Ran ran = Ran.with("doctor", sessions);
    assertEquals(0, ran.status(), ran.toString());
    assertFalse(ran.out().contains("its JVM"), ran.out());
    // What a first attach leaves behind for as long as the JVM runs.
    Path listener = Path.of("/tmp/.java_pid" + jvm.pid());
    assertFalse(Files.exists(listener), "it was attached to");
    attach("observe", sessions.resolve("a.jsonl.lock"));
    assertTrue(Files.exists(listener), "this shows nothing of an attach");
  }

  @Test
  void aCopyOfTheJarUnderAnotherNameIsKnownAsWell() throws Exception {
    Path lock = lock("a.jsonl.lock");
    attach("act", lock);
    Path copy = Files.copy(folder.resolve("answering.jar"), folder.resolve("other"));
    System.setProperty(AgentInside.JAR, copy.toString());
    assertTrue(Ran.with("doctor", sessions).out().contains("verdict=stuck"));
  }

  @Test
  void anAgentThatDoesNotLookSaysNothingOfTheLock() throws Exception {
    Path lock = lock("a.jsonl.lock");
    attach("act", lock);
    assertEquals(0, Ran.with("mode", jvm.pid(), "observe").status());
    Ran ran = Ran.with("doctor", sessions);
    assertEquals(0, ran.status(), ran.toString());
    assertTrue(ran.out().contains("it does not look at its locks now"), ran.out());
  }

  @Test
  void aStoppedJvmIsNotStaleAndIsSaidToBeStopped() throws Exception {
    Path lock = lock("a.jsonl.lock");
    attach("act", lock);
    signal("STOP");
    Ran ran = Ran.with("doctor", "--fix", sessions);
    assertEquals(0, ran.status(), ran.toString());
    assertTrue(ran.out().contains("stale=no"), ran.out());
    assertTrue(ran.out().contains("could not be asked"), ran.out());
    assertTrue(ran.out().contains("it is stopped"), ran.out());
  }

  @Test
  void aJvmThatNeverAnswersIsWaitedForOnceAndNotStale() throws Exception {
    Path lock = lock("mute.lock");
    lock("another.lock");
    attach("act", lock);
    Ran ran = Ran.with("doctor", "--json", sessions);
    assertEquals(0, ran.status(), ran.toString());
    String said = "does not answer: nothing came within 5s";
    assertEquals(3, ran.out().split(said, -1).length, ran.out());
    assertTrue(jvm.isAlive());
  }

  @Test
  void anEmptyLockFileOfALivingHolderIsLiveAndTheOthersAreStale() throws Exception {
    Path lock = empty("a.jsonl.lock");
    Path other = empty("b.jsonl.lock");
    Files.writeString(sessions.resolve("a.jsonl"), "");
    Files.writeString(sessions.resolve("b.jsonl"), "");
    attach("observe", lock);
    Ran ran = Ran.with("doctor", "--fix", sessions);
    assertEquals(2, ran.status(), ran.toString());
    assertTrue(Files.exists(lock), ran.out());
    assertTrue(ran.out().contains("verdict=live "), ran.out());
    assertTrue(ran.out().contains("w#7 holds it"), ran.out());
    assertFalse(Files.exists(other));
  }

  @Test
  void whereAJvmDoesNotAnswerTenThousandEmptyLockFilesWaitForItOnce() throws Exception {
    Path lock = empty("mute.lock");
    attach("act", lock);
    for (int i = 0; i < 10_000; i++) {
      empty(i + ".lock");
    }
    Ran ran = Ran.with("doctor", sessions);
    assertEquals(1, ran.status());
    assertTrue(ran.out().contains("(0 live, 0 stuck, 0 stale, 10001 unknown)"), ran.err());
    assertTrue(ran.out().contains("pid " + jvm.pid() + " has Unjam inside, may hold it"));
  }

  private Path empty(String name) throws Exception {
    Path file = Files.writeString(sessions.resolve(name), "");
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
  }

  private Path lock(String name) throws Exception {
    String payload = "{\"pid\":" + jvm.pid() + ",\"createdAt\":\"" + Instant.now() + "\"}";
    return Files.writeString(sessions.resolve(name), payload);
  }

  /** Not by the verb, which asks at once whether it worked. */
  private void attach(String mode, Path lock) throws Exception {
    AgentInside.of(jvm.pid()).load("mode=" + mode + ",log=" + lock);
  }

  private void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(jvm.pid())).start().waitFor();
  }
}
