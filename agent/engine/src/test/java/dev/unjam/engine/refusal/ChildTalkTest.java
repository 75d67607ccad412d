package dev.unjam.engine.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
  void thereAreAsManyInnocentOnesAsRefusals() {
    long refused = SAMPLES.stream().filter(Sample::refused).count();
    assertTrue(
        refused >= 70 && SAMPLES.size() - refused >= refused, SAMPLES.size() + ", " + refused);
  }
}
