package dev.unjam.engine.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class VisibleSetTest {
  private static final List<Sample> SAMPLES = Sample.all("visible.jsonl");
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
  void everyTimeToWaitIsTheOneThatTheProviderNamed() {
    assertEquals(List.of(), score.wrongWaits);
  }
}
