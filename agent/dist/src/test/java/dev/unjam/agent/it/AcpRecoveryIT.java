package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.agent.it.AcpScenario.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import samplehost.harness.Rig;
import samplehost.harness.RigOptions;

/** Whatever a child does to its session: without the agent that is dead, with it it is free. */
@Timeout(240)
class AcpRecoveryIT {
  private static final String OPTIONS =
      "threshold=1s,patience=3s,silence=3s,silence.child=12s,leak=1s,grace=2s";
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final String CLEAR = "Model API quota exceeded, try again later";

  /** What the child leaves behind that ends itself. */
  private static final String[] ORPHAN = {"sleep", "299"};

  @TempDir static Path folder;
  private static Rig without;
  private static WatchedRig with;
  private static final Map<AcpScenario, Chat> STUCK = new LinkedHashMap<>();
  private static final Map<AcpScenario, Chat> FREED = new LinkedHashMap<>();

  @BeforeAll
  static void everyScenarioGetsStuck() throws Exception {
    Path bare = Files.createDirectory(folder.resolve("without"));
    Path watched = Files.createDirectory(folder.resolve("with"));
    without =
        Rig.start(
            RigOptions.in(bare)
                .withRuntime("acp")
                .withWorkers(40)
                .withLockTimeout(Duration.ofMillis(300)));
    getStuck(without, STUCK);
    with = WatchedRig.start(RigOptions.in(watched).withRuntime("acp").withWorkers(40), OPTIONS);
    getStuck(with.rig(), FREED);
  }

  private static void getStuck(Rig rig, Map<AcpScenario, Chat> chats) throws Exception {
    for (AcpScenario scenario : AcpScenario.all()) {
      Chat chat = new Chat(rig, "telegram", scenario.toString());
      chats.put(scenario, chat);
      // the first message of a chat starts its child, which takes a while on a busy machine
      chat.say("first");
      assertEquals("echo: first", chat.hear(0));
      chat.awaitLocked(false);
    }
    for (Map.Entry<AcpScenario, Chat> one : chats.entrySet()) {
      one.getValue().getStuck(one.getKey().text());
    }
  }

  @AfterAll
  static void stop() throws IOException {
    try {
      without.close();
    } finally {
      with.close();
    }
  }

  static List<AcpScenario> scenarios() {
    return AcpScenario.all();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void withoutTheAgentTheSessionIsDead(AcpScenario scenario) throws Exception {
    Chat chat = Objects.requireNonNull(STUCK.get(scenario));
    int heard = scenario.ending() == Ending.FAILS ? 2 : 1;
    chat.say("/reset");

    String said = chat.hear(heard);
    assertTrue(said.startsWith("session file locked (timeout 300ms): pid=" + without.pid()), said);
    assertTrue(chat.isLocked());
    if (scenario.leavesAGrandchild()) {
      assertEquals(1, Children.count(folder.resolve("without"), ORPHAN));
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void withTheAgentTheSessionIsFreedAndWorks(AcpScenario scenario) throws Exception {
    Chat chat = Objects.requireNonNull(FREED.get(scenario));
    Path lock = chat.lockFile();
    if (!scenario.isEndedByTheAgent()) {
      // who leaks a lock that nobody waits for is left alone
      chat.say("anybody there?");
    }
    Incident incident = Incident.released(with.log(), lock, DEADLINE);
    assertTrue(incident.outcome(DEADLINE).matches("released_by_(owner|force)"));
    assertTold(scenario, chat);
    assertEnded(scenario, incident.rungs());
    if (scenario.leavesAGrandchild()) {
      Awaitility.await()
          .atMost(DEADLINE)
          .until(() -> Children.count(folder.resolve("with"), ORPHAN) == 0);
    }

    int heard = chat.heard().size();
    chat.say("hello");
    assertEquals("echo: hello", chat.hear(heard));
    chat.awaitLocked(false);
    Transcripts.assertWhole(with.rig().transcriptFile("telegram", chat.name()));
    chat.errorEntry();
  }

  private static void assertTold(AcpScenario scenario, Chat chat) throws Exception {
    switch (scenario.ending()) {
      case FREED -> {
        String told = chat.hear(1);
        assertTrue(told.startsWith("⚠️ ") && told.contains(CLEAR), told);
      }
      case CANCELLED -> {
        String told = chat.hear(1);
        assertTrue(told.contains(CLEAR) || told.contains("cancelled"), told);
      }
      case KILLED -> {
        String told = chat.hear(1);
        assertTrue(told.startsWith("⚠️ "), told);
      }
      case FAILS -> {
        assertTrue(chat.hear(1).startsWith("⚠️ "));
        assertEquals("echo: anybody there?", chat.hear(2));
      }
      case SWALLOWS -> assertEquals("echo: anybody there?", chat.hear(1), "nobody was told");
      default -> throw new AssertionError(scenario);
    }
  }

  /** Of what ended by itself only the lock is left, which is released by force. */
  private static void assertEnded(AcpScenario scenario, List<String> rungs) {
    if (scenario.isEndedByTheAgent()) {
      assertTrue(rungs.stream().anyMatch(rung -> !rung.equals("release")), rungs::toString);
    } else {
      assertEquals("release", rungs.get(rungs.size() - 1), rungs::toString);
    }
  }
}
