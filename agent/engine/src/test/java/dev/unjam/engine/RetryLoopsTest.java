package dev.unjam.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.unjam.bridge.BodyHooks;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.detect.Finding;
import dev.unjam.engine.detect.Verdict;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Libraries that sleep between their attempts, with no call in flight. */
class RetryLoopsTest {
  private static final String OVERLOADED =
      "{\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}";
  private static final String RATE =
      "{\"error\":{\"type\":\"rate_limit_error\",\"message\":\"too many requests\"}}";

  private final WovenLock session = WovenLock.reentrant();

  /** A short call of its own; what follows is the thread's sleep. */
  private static void answered(HostThread host, int status, String body, String... fields)
      throws Exception {
    Object key = new Object();
    host.run(
            () -> {
              Object begun = ClientHooks.enter("test", "POST", "api.provider.example", 443, key);
              CallRecord call = (CallRecord) begun;
              ClientHooks.head(call, status, List.of(fields));
              BodyHooks.read(call, body.length(), body.getBytes(UTF_8));
              ClientHooks.exit(call, false, null);
            })
        .get();
  }

  private HostThread toldToComeBackIn(int seconds, HostThread host) throws Exception {
    host.run(session::lock).get();
    answered(host, 429, RATE, "Retry-After", String.valueOf(seconds));
    return host;
  }

  private static List<Verdict> verdicts(Rig rig, long millis) {
    return rig.detector.detect(rig.tick(millis)).stream().map(Finding::verdict).toList();
  }

  @ParameterizedTest
  @CsvSource({"503", "529"})
  void anOverloadThatIsAskedAgainAndAgainCountsFromTheFirst(int status) throws Exception {
    try (Rig rig = new Rig(Mode.OBSERVE, false)) {
      HostThread host = rig.thread("loop-" + status);
      host.run(session::lock).get();
      answered(host, status, OVERLOADED);
      assertEquals(List.of(), verdicts(rig, 1));
      for (int i = 0; i < 2; i++) {
        assertEquals(List.of(), verdicts(rig, 12_000), "within the patience");
        answered(host, status, OVERLOADED);
      }
      assertEquals(List.of(Verdict.RETRYING), verdicts(rig, 12_000));
      answered(host, 200, "{}");
      assertEquals(List.of(), verdicts(rig, 12_000), "a success ends it");
      answered(host, status, OVERLOADED);
      assertEquals(List.of(), verdicts(rig, 12_000), "and the next one counts from its own");
      host.run(session::unlock).get();
    }
  }

  @Test
  void aBare503ThatSaysNothingOfLoadIsAnErrorAndNoRefusalHoweverOften() throws Exception {
    try (Rig rig = new Rig(Mode.OBSERVE, false)) {
      HostThread host = rig.thread("bare-503");
      host.run(session::lock).get();
      for (int i = 0; i < 10; i++) {
        answered(host, 503, "<html>503 Service Temporarily Unavailable</html>");
        assertEquals(List.of(), verdicts(rig, 12_000));
      }
      host.run(session::unlock).get();
    }
  }

  @Test
  void aLibraryThatSleepsLongerThanThePatienceIsNotWaitedFor() throws Exception {
    try (Rig rig = new Rig(Mode.OBSERVE, false)) {
      HostThread host = toldToComeBackIn(90, rig.thread("sleeps-90-s"));
      host.sleeps();
      assertEquals(List.of(), verdicts(rig, 1));
      assertEquals(List.of(Verdict.REFUSED), verdicts(rig, Rig.GRACE + 1));
      host.wakes();
      host.run(session::unlock).get();
    }
  }

  @Test
  void whoSleepsARefusalOutIsInterrupted() throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      HostThread host = toldToComeBackIn(90, rig.thread("slept-90-s"));
      host.sleeps();
      CompletableFuture<?> after = host.run(session::unlock);
      rig.tick(1);
      assertFalse(after.isDone());
      rig.tickUntil(
          () -> {
            rig.pass(Rig.GRACE + 1);
            return after.isDone();
          });
    }
  }

  @Test
  void aThreadThatIsParkedInsteadMayAskAPersonWhatToDo() throws Exception {
    try (Rig rig = new Rig(Mode.OBSERVE, false)) {
      HostThread host = toldToComeBackIn(90, rig.thread("parked"));
      for (int i = 0; i < 10; i++) {
        assertEquals(List.of(), verdicts(rig, 10_000));
      }
      host.run(session::unlock).get();
    }
  }

  @Test
  void aWaitWithinThePatienceIsWaitedOut() throws Exception {
    try (Rig rig = new Rig(Mode.OBSERVE, false)) {
      HostThread host = toldToComeBackIn(25, rig.thread("sleeps-25-s"));
      assertEquals(List.of(), verdicts(rig, 1));
      assertEquals(List.of(), verdicts(rig, 25_000));
      answered(host, 200, "{}");
      for (int i = 0; i < 10; i++) {
        assertEquals(List.of(), verdicts(rig, 25_000));
      }
      host.run(session::unlock).get();
    }
  }
}
