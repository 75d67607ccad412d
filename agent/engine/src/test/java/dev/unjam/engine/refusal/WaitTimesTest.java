package dev.unjam.engine.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitTimesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private final Classifier classifier = Classifier.builtIn();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Please try again in 20s|20",
        "Please try again in 4.77s.|4.77",
        "in the queue, try again in 1h23m|4980",
        "Please retry after 21 seconds.|21",
        "try again in 5 days 22 hours 11 minutes|511860",
        "Resets in 4hr 10min.|15000",
        "wait 6 seconds for your limit to reset|6",
        "reset after ~2 weeks|1209600",
        "Please retry in 9h54m2.4s.|35642.4",
        "请在20秒后重试|20",
        "请 3 分钟后再试|180",
        "1小时后重试|3600",
        "Try again in about 2 hours, and 5 minutes|7500",
        "try again in 250ms|0.25",
        "Quota will be replenished in 02:13:11.|7991",
        "retry after: 30|30",
        "regain access on 2026-11-20 at 11:00 UTC|3600",
        "resets at 2026-11-20T10:30:00Z|1800",
        "usage limit reached|1795255200",
        "resets 8:30am (Europe/Paris)|77400"
      })
  void aSentenceSaysHowLong(String sentence, String seconds) {
    String text = sentence;
    String expected = seconds;
    if (seconds.length() == 10) {
      text = sentence + "|" + seconds;
      expected = "86400";
    }
    String body = "{\"error\":{\"code\":429,\"message\":\"Rate limited: " + text + "\"}}";
    assertEquals(duration(expected), wait(Map.of(), body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "try again later",
        "retry after",
        "try again in a while",
        "wait 99999x",
        "retry in -5s",
        "retry in 1e9 s",
        "resets at 2026-99-99T99:99:99Z",
        "try again in 5 tokens",
        "resets 25:99pm (Mars/Base)",
        "retry after 429-abc"
      })
  void wordsWithoutATimeSayNothing(String sentence) {
    assertNull(wait(Map.of(), "{\"error\":{\"code\":429,\"message\":\"" + sentence + "\"}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Retry-After|30|30",
        "retry-after|Fri, 20 Nov 2026 10:02:00 GMT|120",
        "RETRY-AFTER-MS|20871|20.871",
        "retry-after|0|0",
        "retry-after|99999999|31622400",
        "x-ratelimit-reset|1s|1",
        "X-RateLimit-Reset|6m0s|360",
        "x-ratelimit-reset|1795255260|86460",
        "x-ratelimit-reset-after|2026-11-20T10:00:37Z|37",
        "anthropic-ratelimit-requests-reset|2026-11-20T10:01:00Z|60",
        "ratelimit-reset|34|34",
        "x-ratelimit-reset|1795255260000|86460",
        "retry-after|Fri, 20 Nov 2026 09:00:00 GMT|0"
      })
  void aHeaderSaysHowLong(String name, String value, String seconds) {
    assertEquals(duration(seconds), wait(Map.of(name, value), ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-5",
        "soon",
        "1e99",
        "NaN",
        "Fri, 99 Nov 2026 10:02:00 GMT",
        "12345678901234567890123"
      })
  void aHeaderOfGarbageSaysNothing(String value) {
    assertNull(wait(Map.of("retry-after", value), ""));
  }

  @Test
  void ofSeveralLimitsTheExhaustedOneCounts() {
    Map<String, String> headers =
        Map.of(
            "x-ratelimit-remaining-requests",
            "0",
            "x-ratelimit-reset-requests",
            "6m0s",
            "x-ratelimit-remaining-tokens",
            "149984",
            "x-ratelimit-reset-tokens",
            "24h");
    assertEquals(Duration.ofMinutes(6), wait(headers, ""));
  }

  @Test
  void aDateHeaderGoesBeforeTheClock() {
    Map<String, String> headers =
        Map.of(
            "date",
            "Fri, 20 Nov 2026 09:00:00 GMT",
            "retry-after",
            "Fri, 20 Nov 2026 09:00:05 GMT");
    assertEquals(Duration.ofSeconds(5), wait(headers, ""));
  }

  @Test
  void theMembersOfTheErrorSayHowLong() {
    assertEquals(
        Duration.ofSeconds(42),
        wait(Map.of(), "{\"error\":{\"details\":[{\"retryDelay\":\"42s\"}]}}"));
    assertEquals(
        Duration.ofSeconds(13872),
        wait(Map.of(), "{\"error\":{\"resets_at\":1894013872,\"resets_in_seconds\":13872}}"));
    assertEquals(Duration.ofSeconds(9), wait(Map.of(), "{\"detail\":{\"retry_after\":9}}"));
  }

  private static Duration duration(String seconds) {
    return Duration.ofMillis(Math.round(Double.parseDouble(seconds) * 1000));
  }

  private @Nullable Duration wait(Map<String, String> headers, String body) {
    Refusal refusal =
        classifier.classify(new Exchange(Transport.HTTP, null, 429, headers, body), NOW);
    assertNotNull(refusal);
    return refusal.retryAfter();
  }
}
