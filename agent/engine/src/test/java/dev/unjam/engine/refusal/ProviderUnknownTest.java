package dev.unjam.engine.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProviderUnknownTest {
  @ParameterizedTest
  @MethodSource("dev.unjam.engine.refusal.Sample#files")
  void nobodyHasToSayWhichProviderItWas(String file) {
    List<Sample> samples = Sample.all(file).stream().map(Sample::withoutProvider).toList();
    Score score = Score.of(samples, Classifier.builtIn());
    assertEquals(List.of(), score.falseAlarms);
    assertEquals(List.of(), score.missed);
    assertEquals(List.of(), score.confused);
  }
}
