package dev.unjam.engine.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a test runner prints of the code under test, and what a program says beside it. */
class TestOutputTest {
  private static final String REFUSAL = "Error: 429 Too Many Requests\n";
  private static final String STAMPED = "2026-11-22T05:00:00Z ERROR agent: 429 Too Many Requests\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        " FAIL  src/a.test.ts > asks\n",
        "PASS src/a.test.js\n",
        " RUN  v3.0.5 /srv/gateway\n",
        "stderr | src/a.test.ts > asks\n",
        "\u23af\u23af\u23af\u23af Failed Tests 1 \u23af\u23af\u23af\u23af\n"
      })
  void behindAHeadingOfARunItIsATestsUntilTheSummary(String heading) {
    assertRefused(false, heading + REFUSAL);
    assertRefused(false, heading + "\n ok\nmore\n" + REFUSAL);
    assertRefused(true, heading + "   Duration  1.20s (tests 12ms)\n" + REFUSAL);
    assertRefused(true, heading + "Time:        1.2 s\n" + REFUSAL);
    assertRefused(true, heading + STAMPED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"  \u25cf client \u203a asks\n", "  console.error\n", "  1) client\n"})
  void behindAHeadingOfATestItIsTheTestsAsLongAsItIsIndented(String heading) {
    assertRefused(false, heading + "\n    " + REFUSAL);
    assertRefused(true, heading + "\n    told\n" + REFUSAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "    at Object.<anonymous> (src/a.test.ts:5:3)\n",
        " \u276f src/a.spec.js:5:3\n",
        "\n      12 | ask();\n\n      at src/__tests__/a.js:5:3",
        "    at run (file:///srv/node_modules/@vitest/runner/dist/index.js:146:14)\n"
      })
  void aboveAStackIntoATestItIsTheTests(String stack) {
    assertRefused(false, REFUSAL + stack);
    assertRefused(true, REFUSAL + "going on\n" + stack);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FAILED to ask\n",
        "\u25cf thinking\n",
        "PASS\n",
        "RUN it\n",
        "1) ask\n",
        "console.error is deprecated\n"
      })
  void otherLinesAreNoHeadings(String line) {
    assertRefused(true, line + REFUSAL);
  }

  @Test
  void aStackOfTheProgramsOwnIsNoTests() {
    assertRefused(true, REFUSAL + "    at ask (/srv/dist/client.js:12:3)\n");
  }

  private static void assertRefused(boolean refused, String said) {
    Exchange e = new Exchange(Transport.STDIO, null, 0, Map.of(), said);
    assertEquals(refused, Classifier.builtIn().classify(e, Instant.EPOCH) != null, said);
  }
}
