package dev.unjam.engine.refusal;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What coding agents say on their output and error streams, and what only sounds like it. */
class ChildTalkTest {
  private static final List<Sample> SAMPLES = Sample.all("child.jsonl");
  private final Score score = Score.of(SAMPLES, Classifier.builtIn());

  @Test
  void nothingThatIsNoRefusalRaisesAnAlarm() {
    assertEquals(List.of(), score.falseAlarms);
  }

  @Test
  void everyRefusalIsFoundWithItsClass() {
    assertEquals(List.of(), score.missed);
    assertEquals(List.of(), score.confused);
  }

  @Test
  void everyTimeToWaitIsTheOneThatIsNamed() {
    assertEquals(List.of(), score.wrongWaits);
  }

  @Test
  void objectsThatNeverEndAreReadAFewTimesOnly() {
    String whole = "{\"a\":1}\nERROR told: {\"a\":1}\n";
    String open = "{\"a\":[\n";
    String refusal = "{\"error\":{\"code\":429,\"message\":\"You exceeded your current quota\"}}\n";
    assertNotNull(find(whole.repeat(250) + refusal));
    assertNotNull(find(open.repeat(63) + refusal));
    assertNull(find(open.repeat(64) + refusal));
    assertNotNull(find(open.repeat(64) + "Error: 429 You exceeded your current quota\n"));
  }

  @Test
  void ofALineItsBeginningIsRead() {
    String wait = " retry after 7 minutes";
    assertEquals(Duration.ofMinutes(7), waits("ERROR: 429" + wait));
    assertNull(waits("ERROR: 429" + " .".repeat(500) + wait));
  }

  @Test
  void ofAPythonDictThatIsNoJsonTheWordsAreRead() {
    assertNotNull(find("anthropic.APIStatusError: {'a': None, 'type': 'overloaded_error'}\n"));
    assertNull(find("anthropic.APIStatusError: {'a': None, 'overloaded_error': 'x'}\n"));
  }

  private static @Nullable Refusal find(String said) {
    Exchange e = new Exchange(Transport.STDIO, null, 0, Map.of(), said);
    return Classifier.builtIn().classify(e, Instant.EPOCH);
  }

  private static @Nullable Duration waits(String said) {
    return requireNonNull(find(said)).retryAfter();
  }

  @Test
  void thereAreAsManyInnocentOnesAsRefusals() {
    long refused = SAMPLES.stream().filter(Sample::refused).count();
    assertTrue(
        refused >= 70 && SAMPLES.size() - refused >= refused, SAMPLES.size() + ", " + refused);
  }
}
