package dev.unjam.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import samplehost.harness.RigOptions;

/** A lock that a task forgot is found whichever thread the next message comes to. */
@Timeout(120)
class ForgottenLockIT {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theNextMessageIsAnsweredAlsoOnTheVeryThreadThatForgot(int workers) throws Exception {
    try (WatchedRig watched =
        WatchedRig.start(RigOptions.in(folder).withWorkers(workers), "leak=1s,grace=2s")) {
      Chat chat = new Chat(watched.rig(), "telegram", "forgotten");
      chat.say("!error:status=401");
      chat.hear(0);
      chat.awaitLocked(true);
      watched.log().awaitEvent("incident.opened", e -> true, DEADLINE);
      chat.say("anybody there?");

      assertEquals("echo: anybody there?", chat.hear(1));
      chat.awaitLocked(false);
    }
  }

  @Test
  void itIsAnsweredAsWellWhereTheThreadThatForgotHasServedOthersSince() throws Exception {
    try (WatchedRig watched =
        WatchedRig.start(RigOptions.in(folder).withWorkers(1), "leak=1s,grace=2s")) {
      Chat chat = new Chat(watched.rig(), "telegram", "forgotten");
      chat.say("!error:status=401");
      chat.hear(0);
      chat.awaitLocked(true);
      Chat other = new Chat(watched.rig(), "telegram", "other");
      other.say("hello");
      assertEquals("echo: hello", other.hear(0));
      chat.say("anybody there?");

      assertEquals("echo: anybody there?", chat.hear(1));
      chat.awaitLocked(false);
    }
  }
}
