package dev.unjam.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Ticks;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.AChild;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import java.io.BufferedReader;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A child that tells of a refusal once need not be stuck on it: what it does then, at next to no
 * processor time, is told from a wait for quota by time alone.
 *
 * <p>The clock is the test's; the child, its pipes and the remedies are real.
 */
@EnabledOnOs(OS.LINUX)
class GotOverByItselfTest {
  private static final long SCAN = 1_000;
  private static final String REFUSED =
      "ERROR provider answered 429: Too Many Requests: quota exceeded [retrying attempt #1]\n";
  private static final String LOG =
      "DEBUG service=bus type=message.part.updated publishing\n".repeat(200);
  private static final String ENDS = "{\"id\":1,\"result\":{\"stopReason\":\"end_turn\"}}";
  private static final String FAILS =
      "{\"id\":1,\"error\":{\"code\":429,\"message\":\"You exceeded your current quota\"}}";

  private final WovenLock lock = WovenLock.reentrant();

  private static AChild answers(String answer) throws Exception {
    return AChild.script("read x; read y; echo '" + answer + "'; while read x; do :; done");
  }

  private static void says(AChild child, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    child.record().saysOnStderr(bytes, 0, bytes.length);
  }

  /** Asks under a hold, reads one line and sleeps for so long before it lets go. */
  private CompletableFuture<String> asks(HostThread host, AChild child, long sleepSeconds) {
    BufferedReader out = child.process().inputReader(UTF_8);
    CompletableFuture<String> answer =
        host.call(
            () -> {
              lock.lock();
              try {
                child.asks(1, "s");
                String line = out.readLine();
                TimeUnit.SECONDS.sleep(sleepSeconds);
                return line;
              } finally {
                lock.unlock();
              }
            });
    Awaitility.await().until(() -> !child.record().pending().isEmpty());
    return answer;
  }

  /** Scans for so long by the test's clock, each time behind some kilobytes of a log. */
  private static void floods(Rig rig, AChild child, long millis) {
    for (long end = Ticks.now() + millis; Ticks.now() < end; ) {
      says(child, LOG);
      rig.tick(SCAN);
    }
  }

  @Test
  void whoLogsOnAndAnswersWithinTheSilenceIsLeftAlone() throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false);
        AChild child = answers(ENDS)) {
      CompletableFuture<String> answer = asks(rig.thread("worker"), child, 0);
      says(child, REFUSED);
      floods(rig, child, Rig.SILENCE - 2 * SCAN);
      child.write("\n");
      assertEquals(ENDS, HostThread.await(answer));
      rig.tick(SCAN);
      assertEquals(List.of(), rig.named("incident.opened"));
    }
  }

  @Test
  void whoLogsOnAndNeverAnswersIsFreedAfterTheSilence() throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false);
        AChild child = AChild.script("while read x; do :; done")) {
      CompletableFuture<String> answer = asks(rig.thread("worker"), child, 0);
      says(child, REFUSED);
      floods(rig, child, Rig.SILENCE + 2 * SCAN);
      assertEquals("silent", rig.field("incident.opened", "verdict"));
      assertEquals("quota", rig.field("incident.opened", "class"));
      rig.tickUntil(
          () -> {
            says(child, LOG);
            return answer.isDone();
          });
      assertTrue(HostThread.await(answer).contains("Model API quota exceeded"));
    }
  }

  @Test
  void withoutARefusalWhatItLogsIsASignOfLife() throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false);
        AChild child = answers(ENDS)) {
      CompletableFuture<String> answer = asks(rig.thread("worker"), child, 0);
      floods(rig, child, 2 * Rig.SILENCE);
      child.write("\n");
      HostThread.await(answer);
      assertEquals(List.of(), rig.named("incident.opened"));
    }
  }

  /** The answer says nothing of a refusal, and what its holder waits for nobody knows. */
  @Test
  void whoSleepsBehindATurnThatTheChildHasEndedIsNotInterrupted() throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false);
        AChild child = answers(ENDS)) {
      HostThread host = rig.thread("worker");
      CompletableFuture<String> answer = sleeps(rig, host, child);
      for (int i = 0; i < 3 * Rig.SILENCE / SCAN; i++) {
        rig.tick(SCAN);
      }
      assertEquals(List.of(), rig.named("incident.opened"));
      assertEquals(Thread.State.TIMED_WAITING, host.thread().getState());
      assertFalse(answer.isDone());
      host.thread().interrupt();
    }
  }

  @Test
  void whoSleepsBehindAnAnswerThatIsARefusalIsInterrupted() throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false);
        AChild child = answers(FAILS)) {
      CompletableFuture<String> answer = sleeps(rig, rig.thread("worker"), child);
      for (int i = 0; i < 2 * Rig.THRESHOLD / SCAN && !answer.isDone(); i++) {
        rig.pass(SCAN);
      }
      rig.tickUntil(answer::isDone);
      assertEquals("refused", rig.field("incident.opened", "verdict"));
    }
  }

  @Test
  void whoSleepsBehindATurnThatWasEndedForHimIsInterruptedAfterTheGrace() throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false);
        AChild child = answers(ENDS)) {
      CompletableFuture<String> answer = asks(rig.thread("worker"), child, 600);
      says(child, REFUSED);
      long end = Ticks.now() + Rig.THRESHOLD + 3 * Rig.GRACE;
      while (rig.named("action.started").stream()
          .noneMatch(e -> "interrupt".equals(e.fields().get("rung")))) {
        assertTrue(Ticks.now() < end, rig.events::toString);
        rig.pass(SCAN);
      }
      rig.tickUntil(answer::isDone);
    }
  }

  private CompletableFuture<String> sleeps(Rig rig, HostThread host, AChild child) {
    CompletableFuture<String> answer = asks(host, child, 600);
    says(child, REFUSED);
    rig.tick(SCAN);
    child.write("\n");
    Awaitility.await().until(() -> host.thread().getState() == Thread.State.TIMED_WAITING);
    return answer;
  }
}
