package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import samplehost.harness.Rig;
import samplehost.harness.RigOptions;

/** An operator's way with a gateway that was started without the agent. */
@Timeout(180)
class AttachIT {
  private static final Duration DEADLINE = Duration.ofSeconds(40);
  private static final Object[] OPTIONS = {"threshold=1s", "silence=2s", "leak=1s", "grace=2s"};

  /** How long a message waits for a lock: longer than the agent takes to free it. */
  private static final Duration SPAN = Duration.ofSeconds(7);

  @TempDir Path folder;
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    RigOptions options = RigOptions.in(folder).withLockTimeout(SPAN);
    rig = Rig.start(options);
  }

  @AfterEach
  void stop() throws Exception {
    try {
      WatchedRig.assertQuiet(rig);
    } finally {
      rig.close();
    }
  }

  @Test
  void anAttachedAgentFreesAndCanBeSwitchedAndTakenOutAgain() throws Exception {
    long pid = rig.pid();
    assertTrue(Verb.run("list").out().contains("\n" + pid + " "), "list does not show it");
    assertEquals(2, Verb.run("status", pid).status(), "there is no agent yet");
    attach();
    assertTrue(row(pid).contains(" loaded "), row(pid));

    isFreedFrom("silent", "!silent");
    isFreedFrom("quota", "!429");
    // The incident closes with the tick after the one that freed the session.
    Awaitility.await().atMost(DEADLINE).until(() -> Verb.run("status", pid).status() == 0);
    assertEquals(2, Verb.run("attach", pid).status(), "it runs already");

    detach();
    assertEquals(2, Verb.run("status", pid).status(), "it is still there");
    Chat chat = chat("after");
    chat.say("hello");
    assertEquals("echo: hello", chat.hear(0));
    isStuckWith("detached", "!silent");
  }

  @Test
  void anObservingAgentSaysWhatItWouldHaveDoneUntilItIsSwitchedToAct() throws Exception {
    attach("mode=observe");
    Chat chat = chat("observed");
    chat.getStuck("!silent");
    AgentLog log = AgentLog.of(folder, rig.pid());
    String incident =
        log.awaitEvent("action.would_have", e -> true, DEADLINE).path("incident").asText();
    Ended status = Verb.run("status", rig.pid());
    assertEquals(1, status.status(), "an incident is open");
    assertTrue(status.out().contains(incident), status.out());
    assertTrue(chat.isLocked());
    assertEquals(0, log.events("action.started").size());

    assertEquals(0, Verb.run("mode", rig.pid(), "act").status());
    chat.awaitLocked(false);
    log.awaitEvent("incident.closed", e -> e.path("incident").asText().equals(incident), DEADLINE);
    assertEquals(0, Verb.run("status", rig.pid()).status());

    assertEquals(0, Verb.run("mode", rig.pid(), "off").status());
    assertEquals("off", Verb.status(rig.pid()).path("mode").asText());
    assertEquals(2, Verb.run("mode", rig.pid(), "sleep").status());
    detach();
  }

  private void attach(Object... more) throws Exception {
    Object[] arguments = new Object[1 + OPTIONS.length + more.length];
    arguments[0] = rig.pid();
    System.arraycopy(OPTIONS, 0, arguments, 1, OPTIONS.length);
    System.arraycopy(more, 0, arguments, 1 + OPTIONS.length, more.length);
    Ended attached = Verb.run("attach", arguments);
    assertEquals(0, attached.status(), attached::toString);
  }

  private void detach() throws Exception {
    assertEquals(0, Verb.status(rig.pid()).path("suppressed").asLong(-1));
    Ended detached = Verb.run("detach", rig.pid());
    assertEquals(0, detached.status(), detached::toString);
    AgentLog.of(folder, rig.pid())
        .awaitEvent("agent.stopped", e -> e.path("suppressed").asLong(-1) == 0, DEADLINE);
  }

  private void isFreedFrom(String name, String text) throws Exception {
    Chat chat = chat(name);
    chat.getStuck(text);
    String told = chat.hear(0);
    assertTrue(told.contains("Model API quota exceeded, try again later"), told);
    chat.awaitLocked(false);
    chat.say("hello");
    assertEquals("echo: hello", chat.hear(1));
  }

  private void isStuckWith(String name, String text) throws Exception {
    Chat chat = chat(name);
    chat.getStuck(text);
    chat.say("/reset");
    String said = chat.hear(0);
    assertTrue(said.startsWith("session file locked "), said);
    assertTrue(chat.isLocked());
    assertFalse(chat.errorEntry().isPresent());
  }

  private Chat chat(String name) {
    return new Chat(rig, "telegram", name);
  }

  private static String row(long pid) throws Exception {
    return Verb.run("list")
        .out()
        .lines()
        .filter(line -> line.startsWith(pid + " "))
        .findFirst()
        .orElse("not listed");
  }
}
