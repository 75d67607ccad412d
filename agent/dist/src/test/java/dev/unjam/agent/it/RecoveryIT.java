package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.unjam.agent.it.Scenario.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import samplehost.harness.Rig;
import samplehost.harness.RigOptions;

/** Every failure of the sample host leaves a dead session without the agent, and none with it. */
@Timeout(180)
class RecoveryIT {
  private static final String OPTIONS =
      "threshold=1s,patience=3s,silence=3s,silence.child=8s,leak=1s,grace=2s";
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final List<String> CHANNELS = List.of("telegram", "wechat", "whatsapp");

  @TempDir static Path folder;
  private static Rig without;
  private static WatchedRig with;
  private static final Map<Scenario, Chat> STUCK = new HashMap<>();
  private static final Map<Scenario, Chat> FREED = new HashMap<>();

  /** All at once, so that the waiting is done once. */
  @BeforeAll
  static void everyScenarioGetsStuck() throws Exception {
    Path bare = Files.createDirectory(folder.resolve("without"));
    Path watched = Files.createDirectory(folder.resolve("with"));
    without =
        Rig.start(RigOptions.in(bare).withWorkers(80).withLockTimeout(Duration.ofMillis(300)));
    getStuck(without, STUCK);
    with = WatchedRig.start(RigOptions.in(watched).withWorkers(80), OPTIONS);
    getStuck(with.rig(), FREED);
  }

  private static void getStuck(Rig rig, Map<Scenario, Chat> chats) throws Exception {
    for (Scenario scenario : Scenario.all()) {
      String channel = CHANNELS.get(chats.size() % CHANNELS.size());
      Chat chat = new Chat(rig, channel, scenario.toString());
      chats.put(scenario, chat);
      chat.choose(scenario.runtime());
      // the first message of a chat starts its child, which takes a while on a busy machine
      chat.say("first");
      assertEquals("echo: first", chat.hear(1));
      chat.awaitLocked(false);
    }
    for (Scenario scenario : Scenario.all()) {
      Chat chat = chats.get(scenario);
      if (chat != null) {
        chat.getStuck(scenario.text());
      }
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

  static List<Scenario> scenarios() {
    return Scenario.all();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void withoutTheAgentTheSessionIsDead(Scenario scenario) throws Exception {
    Chat chat = chat(STUCK, scenario);
    int heard = scenario.kind() == Kind.THROWS ? 3 : 2;
    chat.say("/reset");

    String said = chat.hear(heard);
    assertTrue(said.startsWith("session file locked (timeout 300ms): pid=" + without.pid()), said);
    assertTrue(chat.isLocked());
    assertEquals(Optional.empty(), chat.errorEntry());
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void withTheAgentTheSessionIsFreedAndTheUserTold(Scenario scenario) throws Exception {
    Chat chat = chat(FREED, scenario);
    Path lock = chat.lockFile();
    if (scenario.kind() == Kind.THROWS) {
      chat.say("anybody there?");
    }
    JsonNode released = released(chat, lock);
    assertClosed(released);
    assertTold(scenario, chat);
    answered(scenario, chat);
    chat.awaitLocked(false);
    boolean forced = released.path("by").asText().equals("force");
    assertEquals(forced, chat.errorEntry().isPresent(), "the transcript's error entry");

    int requests = chat.requests();
    int heard = chat.heard().size();
    chat.say("hello");
    assertEquals("echo: hello", chat.hear(heard));
    chat.say("/reset");
    String reset = chat.hear(heard + 1);
    assertTrue(reset.startsWith("new session "), reset);
    chat.awaitLocked(false);
    assertRequests(scenario, chat, requests);
  }

  private static Chat chat(Map<Scenario, Chat> chats, Scenario scenario) {
    return Optional.ofNullable(chats.get(scenario)).orElseThrow();
  }

  private static JsonNode released(Chat chat, Path lock) throws Exception {
    try {
      return with.log()
          .awaitEvent(
              "hold.released", e -> e.path("lock").asText().equals(lock.toString()), DEADLINE);
    } catch (AssertionError e) {
      throw new AssertionError("not released; the user was told " + chat.heard(), e);
    }
  }

  private static void assertClosed(JsonNode released) {
    JsonNode incident = released.path("incident");
    JsonNode closed =
        with.log()
            .awaitEvent("incident.closed", e -> e.path("incident").equals(incident), DEADLINE);
    String outcome = closed.path("outcome").asText();
    assertTrue(outcome.matches("released_by_(owner|force)"), () -> "outcome " + outcome);
  }

  private static void assertTold(Scenario scenario, Chat chat) throws Exception {
    if (scenario.kind() == Kind.SWALLOWS) {
      assertEquals(2, chat.heard().size(), "nobody is there to tell the user");
      return;
    }
    String told = chat.hear(2);
    assertTrue(told.startsWith("⚠️ "), told);
    if (scenario.kind() == Kind.HANGS) {
      assertTrue(told.contains("Model API quota exceeded, try again later"), told);
    }
  }

  /** The message that waited behind a forgotten lock is answered. */
  private static void answered(Scenario scenario, Chat chat) throws Exception {
    if (scenario.kind() == Kind.THROWS) {
      assertEquals("echo: anybody there?", chat.hear(3));
    }
  }

  /** One request of "first", one of the message that got stuck, one of "hello": nothing twice. */
  private static void assertRequests(Scenario scenario, Chat chat, int before) throws Exception {
    if (!scenario.asksProvider()) {
      assertEquals(0, chat.requests());
      return;
    }
    assertEquals(before + 1, chat.requests(), "sent again behind the host's back");
    if (scenario.kind() == Kind.HANGS || scenario.kind() == Kind.SWALLOWS) {
      assertEquals(3, chat.requests(), "sent twice");
    }
  }
}
