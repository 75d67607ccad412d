package dev.unjam.engine.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderUnknownTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "visible.jsonl",
        "holdout.jsonl",
        "holdout2.jsonl",
        "holdout3.jsonl",
        "holdout4.jsonl",
        "nothing.jsonl"
      })
  void nobodyHasToSayWhichProviderItWas(String file) {
    List<Sample> samples = Sample.all(file).stream().map(Sample::withoutProvider).toList();
    Score score = Score.of(samples, Classifier.builtIn());
    assertEquals(List.of(), score.falseAlarms);
    assertEquals(List.of(), score.missed);
    assertEquals(List.of(), score.confused);
  }
}
