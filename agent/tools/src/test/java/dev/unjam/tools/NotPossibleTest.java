package dev.unjam.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class NotPossibleTest {
  @TempDir Path folder;

  @BeforeEach
  void nameTheJar() throws Exception {
    System.setProperty(AgentInside.JAR, IdleJvm.jar(folder.resolve("answering.jar")).toString());
  }

  @AfterEach
  void forgetTheJar() {
    System.clearProperty(AgentInside.JAR);
  }

  @Test
  void aProcessThatIsNoJvmIsLeftAlone() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")));
    Process sleep = new ProcessBuilder("sleep", "60").start();
    try {
      Ran ran = Ran.with("status", sleep.pid());
      assertTrue(ran.isOneSentence(), ran.toString());
      assertTrue(ran.err().contains("is not a JVM"), ran.err());
      assertTrue(sleep.isAlive());
    } finally {
      sleep.destroyForcibly();
    }
  }

  @Test
  void aProcessThatHasEndedIsSaidToBeNone() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    assertTrue(ended.waitFor(10, TimeUnit.SECONDS));
    Ran ran = Ran.with("attach", ended.pid());
    assertTrue(ran.isOneSentence(), ran.toString());
    assertEquals("unjam: there is no process " + ended.pid() + "\n", ran.err());
  }

  @Test
  void weDoNotAttachToOurselves() {
    Ran ran = Ran.with("attach", ProcessHandle.current().pid());
    assertTrue(ran.isOneSentence(), ran.toString());
    assertTrue(ran.err().contains("is this command itself"), ran.err());
  }

  @Test
  void aJvmThatForbidsAttachingIsSaidToDoSo() throws Exception {
    try (IdleJvm jvm = IdleJvm.start(folder, "-XX:+DisableAttachMechanism")) {
      Ran ran = Ran.with("attach", jvm.pid());
      assertTrue(ran.isOneSentence(), ran.toString());
      assertTrue(ran.err().contains("-XX:+DisableAttachMechanism"), ran.err());
    }
  }

  @Test
  void aJvmThatWouldDieOfBeingAskedIsNotAsked() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")));
    try (IdleJvm jvm = IdleJvm.start(folder, "-Xrs")) {
      Files.deleteIfExists(Path.of("/tmp/.java_pid" + jvm.pid()));
      Ran ran = Ran.with("status", jvm.pid());
      assertTrue(ran.isOneSentence(), ran.toString());
      assertTrue(ran.err().contains("was started with -Xrs"), ran.err());
      assertTrue(jvm.isAlive());
    }
  }

  @Test
  void aJvmThatTakesNoAgentsIsSaidToTakeNone() throws Exception {
    assumeTrue(Runtime.version().feature() >= 21);
    try (IdleJvm jvm = IdleJvm.start(folder, "-XX:-EnableDynamicAgentLoading")) {
      Ran ran = Ran.with("attach", jvm.pid());
      assertTrue(ran.isOneSentence(), ran.toString());
      assertTrue(ran.err().contains("-XX:+EnableDynamicAgentLoading"), ran.err());
    }
  }

  @Test
  void aJarThatIsMissingIsSaidToBeMissing() {
    System.setProperty(AgentInside.JAR, folder.resolve("none.jar").toString());
    Ran ran = Ran.with("status", 1);
    assertTrue(ran.isOneSentence(), ran.toString());
    assertTrue(ran.err().contains("java -jar unjam.jar"), ran.err());
  }

  @ParameterizedTest
  @CsvSource({
    "treshold=3s, nearest valid key is threshold",
    "threshold=soon, must be a whole number",
    "observe, not of the form key=value",
    "mode=off, give act or observe"
  })
  void aBadOptionIsFoundBeforeAnythingIsAttached(String option, String why) {
    Ran ran = Ran.with("attach", Long.MAX_VALUE, option);
    assertTrue(ran.isOneSentence(), ran.toString());
    assertTrue(ran.err().contains(why), ran.err());
  }

  @ParameterizedTest
  @CsvSource({
    "status, '', Missing required parameter",
    "status, abc, abc",
    "statu, 1, statu",
    "mode, 1, Missing required parameter"
  })
  void aCommandThatIsMisusedIsAnsweredWithTwo(String verb, String argument, String why) {
    Ran ran = argument.isEmpty() ? Ran.with(verb) : Ran.with(verb, argument);
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains(why), ran.err());
  }

  @Test
  void anUnknownModeIsRefused() {
    Ran ran = Ran.with("mode", Long.MAX_VALUE, "fast");
    assertTrue(ran.isOneSentence(), ran.toString());
    assertTrue(ran.err().contains("act, observe, off"), ran.err());
  }

  @Test
  void withoutAVerbTheUsageIsShown() {
    Ran ran = Ran.with();
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("attach"), ran.err());
    assertEquals(0, Ran.with("--help").status());
  }
}
