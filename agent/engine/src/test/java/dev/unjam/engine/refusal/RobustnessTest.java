package dev.unjam.engine.refusal;

import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RobustnessTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final int BODY_CHARS = 8192;
  private final Classifier classifier = Classifier.builtIn();

  @Test
  void anyMutationOfARealAnswerIsClassifiedWithoutAnException() {
    Random random = new Random(20261120);
    for (int round = 0; round < 20; round++) {
      for (Sample sample : Sample.all("visible.jsonl")) {
        check(sample.withBody(mutated(sample.exchange().body(), random)).exchange());
      }
    }
  }

  @Test
  void garbageOfAnyKindIsClassifiedWithoutAnException() {
    Random random = new Random(7);
    List<Transport> transports = List.of(Transport.values());
    for (int round = 0; round < 2000; round++) {
      StringBuilder body = new StringBuilder();
      int length = random.nextInt(600);
      for (int i = 0; i < length; i++) {
        body.append(
            (char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
      }
      Transport transport = transports.get(random.nextInt(transports.size()));
      Map<String, String> headers =
          Map.of(
              "Retry-After",
              body.substring(0, Math.min(30, length)),
              "x-ratelimit-reset",
              "9".repeat(round % 40));
      check(new Exchange(transport, null, random.nextInt(700) - 50, headers, body.toString()));
    }
  }

  @Test
  void hostileBodiesDoNotMakeTheClassifierSlow() {
    List<String> bodies = new ArrayList<>();
    for (String unit :
        List.of(
            "{",
            "[",
            "{\"error\":",
            "{\"a\":[",
            "\"",
            "\\",
            "a ",
            "retry after ",
            "limit reached|",
            "http://",
            "http",
            "<",
            "<script>",
            "(",
            "insufficient ",
            "error: ",
            "data: {",
            "\n",
            "{\n",
            "Error: {\n",
            "'",
            "`a",
            "1",
            "a@",
            "1.",
            "token ",
            "resets 1",
            "2026-11-20 ",
            "sk-",
            "exceeded ",
            "1:",
            "后",
            "12",
            "{'",
            "ERROR {\"",
            "a.",
            "a/",
            "ERROR 429 {}\n",
            "  error: 429\n",
            " FAIL  a.",
            "E1122 05:00:00.000000 1 a.go:1] ",
            "Nov 22 05:00:00 h a[1]: ",
            "exceeded your the ",
            "5-hour limit reached ",
            "\ndata:x")) {
      bodies.add(unit.repeat(BODY_CHARS / unit.length()));
      bodies.add(
          "{\"error\":{\"message\":\""
              + unit.replace("\\", "\\\\")
                  .replace("\"", "\\\"")
                  .replace("\n", "\\n")
                  .repeat(BODY_CHARS / unit.length() / 2));
    }
    assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          for (String body : bodies) {
            for (Transport transport : Transport.values()) {
              for (int status : new int[] {0, 200, 400, 429, 503}) {
                check(
                    new Exchange(
                        transport, "any", status, Map.of("content-type", "text/html"), body));
              }
            }
          }
        });
  }

  private void check(Exchange exchange) {
    Refusal refusal = classifier.classify(exchange, NOW);
    if (refusal != null) {
      assertTrue(refusal.message().length() <= 200);
      Duration wait = refusal.retryAfter();
      assertTrue(wait == null || (!wait.isNegative() && wait.compareTo(Duration.ofDays(366)) <= 0));
    }
  }

  private static String mutated(String body, Random random) {
    StringBuilder out = new StringBuilder(body);
    for (int i = random.nextInt(6); i >= 0 && out.length() > 2; i--) {
      int at = random.nextInt(out.length() - 1);
      switch (random.nextInt(4)) {
        case 0 -> out.setCharAt(at, (char) random.nextInt(128));
        case 1 -> out.deleteCharAt(at);
        case 2 -> out.insert(at, "{\"[]}',:\\\n".charAt(random.nextInt(10)));
        default -> out.insert(at, out.substring(at, Math.min(out.length(), at + 20)));
      }
    }
    return out.toString();
  }
}
