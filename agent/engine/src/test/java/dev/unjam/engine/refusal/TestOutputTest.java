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
  private static final String BANNER = "[API Error: You have exhausted your daily quota.]\n";
  private static final String WITH_BODY =
      "API Error: 429 {\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\"}}\n";
  private static final String STAMPED = "2026-11-22T05:00:00Z ERROR agent: 429 Too Many Requests\n";

  @ParameterizedTest
  @ValueSource(strings = {"  \u25cf client \u203a asks\n", "  console.error\n"})
  void behindAHeadingOfATestItIsTheTestsAsLongAsItIsIndented(String heading) {
    assertRefused(false, heading + "\n    " + REFUSAL);
    assertRefused(true, heading + "\n    told\n" + REFUSAL);
    assertRefused(true, heading + "    " + BANNER);
    assertRefused(true, heading + "    " + WITH_BODY);
    assertRefused(true, heading + STAMPED);
  }

  @Test
  void theLineBehindVitestsOrMochasNameOfATestIsTheTests() {
    String vitest = " FAIL  src/a.test.ts > asks\n";
    assertRefused(false, vitest + REFUSAL);
    assertRefused(true, vitest + "asking the model\n" + REFUSAL);
    assertRefused(true, vitest + BANNER);
    assertRefused(true, vitest + WITH_BODY);
    assertRefused(false, "  1) client\n       asks:\n     " + REFUSAL);
    assertRefused(true, "  1) client\n       asks:\nask\n     " + REFUSAL);
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
    assertRefused(true, BANNER + stack);
    assertRefused(true, WITH_BODY + stack);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FAILED to ask\n",
        "\u25cf thinking\n",
        "PASS\n",
        "PASS src/a.test.js\nAll tests pass.\n",
        " FAIL  src/a.test.ts > asks\n\u2026 +42 lines\n",
        " RUN  v3.0.5 /srv/gateway\n\n",
        "FROM jdk\nRUN ./gradlew build\nCMD [\"java\"]\n",
        "  1) read the file\n  2) mend it\n",
        "\u2500\u2500\u2500\u2500 Failed Tests 1 \u2500\u2500\u2500\u2500\none failed; asking again\n",
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
