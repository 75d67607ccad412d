package dev.unjam.engine.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Other providers' documented errors, and answers that only sound like them. */
class HoldOutTest {
  @ParameterizedTest
  @MethodSource("dev.unjam.engine.refusal.Sample#heldOut")
  void rulesHoldForProvidersThatTheyWereNotMadeFor(String file) {
    assertExact(file);
  }

  /** Of the machine's own quotas, and errors that a stream's last piece brings, mended since. */
  @Test
  void whatWasOnceMistakenStaysTold() {
    assertExact("mended.jsonl");
  }

  private static void assertExact(String file) {
    Score score = Score.of(Sample.all(file), Classifier.builtIn());
    assertEquals(List.of(), score.falseAlarms);
    assertEquals(List.of(), score.missed);
    assertEquals(List.of(), score.confused);
    assertEquals(List.of(), score.wrongWaits);
  }
}
