package dev.unjam.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Talks to an agent in a real JVM. */
@Timeout(120)
class ConversationTest {
  @TempDir Path folder;
  private IdleJvm jvm;

  @BeforeEach
  void startTheJvm() throws Exception {
    System.setProperty(AgentInside.JAR, IdleJvm.jar(folder.resolve("answering.jar")).toString());
    jvm = IdleJvm.start(folder);
  }

  @AfterEach
  void endTheJvm() {
    System.clearProperty(AgentInside.JAR);
    jvm.close();
  }

  @Test
  void anAgentIsAttachedAskedSwitchedAndDetached() {
    Ran attached = Ran.with("attach", jvm.pid(), "mode=observe", "sessions=/a,/b");
    assertEquals(0, attached.status(), attached.err());
    assertEquals("JVM " + jvm.pid() + ": Unjam 9.8 runs, mode observe\n", attached.out());

    assertEquals(0, Ran.with("status", jvm.pid()).status());
    assertEquals(0, Ran.with("mode", jvm.pid(), "act").status());

    Ran status = Ran.with("status", jvm.pid());
    assertEquals(1, status.status());
    assertTrue(status.out().contains("inc-7  refused/quota  acting"), status.out());
    assertTrue(status.out().contains("/s/a.lock │ lockfile age=9m26s holder=\"w\""), status.out());
    assertFalse(status.out().contains("s3cret"), status.out());
    assertTrue(
        status.out().contains(" waiters=1 releasable=no(live) taken_at=S.open(S.java:4)\n"),
        status.out());
    assertTrue(
        status.out().contains("    waiting: \"a\"#31 waits 12s for /s/a.lock held by \"w\"#7\n"),
        status.out());
    assertTrue(
        status.out().contains("    its holder: \"w\"#7 waits 12s for X held by \"b\"#32\n"),
        status.out());
    assertTrue(
        status.out().contains("deadlock:\n    \"c\"#41 waits 12s for Y held by \"d\"#42\n"),
        status.out());

    Ran json = Ran.with("status", jvm.pid(), "--json");
    assertEquals(1, json.status());
    assertTrue(json.out().startsWith("{\"schema\":1,\"pid\":1,"), json.out());

    assertEquals(0, Ran.with("detach", jvm.pid()).status());
    Ran gone = Ran.with("status", jvm.pid());
    assertTrue(gone.isOneSentence(), gone.toString());
    assertEquals("unjam: Unjam does not run in JVM " + jvm.pid() + "\n", gone.err());
    assertTrue(jvm.isAlive());
  }

  @Test
  void whatNothingHelpedIsNoGoodStatusThoughNoIncidentIsOpen() {
    assertEquals(0, Ran.with("attach", jvm.pid(), "mode=observe").status());
    Ran good = Ran.with("status", jvm.pid());
    assertEquals(0, good.status());
    assertFalse(good.out().contains("unhealthy"), good.out());
    assertEquals(0, Ran.with("mode", jvm.pid(), "observe").status());
    Ran givenUp = Ran.with("status", jvm.pid());
    assertEquals(1, givenUp.status());
    assertTrue(givenUp.out().contains("open incidents: 0"), givenUp.out());
    assertTrue(givenUp.out().contains("unhealthy: nothing helped"), givenUp.out());
  }

  @Test
  void aSecondAttachSaysThatItIsThereAlready() {
    assertEquals(0, Ran.with("attach", jvm.pid()).status());
    Ran again = Ran.with("attach", jvm.pid());
    assertTrue(again.isOneSentence(), again.toString());
    assertTrue(again.err().contains("already, in mode act"), again.err());
  }

  @Test
  void whatGoesWrongInsideIsOneSentence() {
    assertEquals(0, Ran.with("attach", jvm.pid()).status());
    Ran off = Ran.with("mode", jvm.pid(), "off");
    assertTrue(off.isOneSentence(), off.toString());
    assertTrue(off.err().contains("this one never\\nrests"), off.err());
  }

  @Test
  void anAgentThatFailsToStartIsNotCalledRunning() {
    Ran thrown = Ran.with("attach", jvm.pid(), "threshold=1s");
    assertTrue(thrown.isOneSentence(), thrown.toString());
    assertTrue(thrown.err().contains("failed to start inside"), thrown.err());
    Ran silent = Ran.with("attach", jvm.pid(), "threshold=2s");
    assertTrue(silent.isOneSentence(), silent.toString());
    assertTrue(silent.err().contains("Unjam did not start"), silent.err());
  }

  @Test
  void aJvmIsListedWithItsProgram() {
    Ran listed = Ran.with("list");
    assertEquals(0, listed.status());
    String program = IdleJvm.Program.class.getName();
    String line =
        listed.out().lines().filter(l -> l.startsWith(jvm.pid() + " ")).findFirst().orElse("");
    assertTrue(line.endsWith(" -       " + program), listed.out());
    assertEquals(0, Ran.with("attach", jvm.pid()).status());
    assertTrue(
        Ran.with("list").out().lines().anyMatch(l -> l.contains("loaded  " + program)),
        Ran.with("list").out());
  }

  @Test
  void theVersionIsTheJars() {
    assertEquals("unjam 9.8\n", Ran.with("--version").out());
  }
}
