package dev.unjam.engine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
  @ParameterizedTest
  @CsvSource({
    "https://user:pw@api.example/v1/chat?key=s#f, https://api.example/v1/chat",
    "https://api.example:8443/v1, https://api.example:8443/v1",
    "https://a:b@c@api.example, https://api.example",
    "http://api.example?next=http://u:p@x/, http://api.example",
    "/v1/chat?key=s, /v1/chat",
    "https://api.example/@handle, https://api.example/@handle",
    "stdio:agent, stdio:agent"
  })
  void anAddressLosesWhatMayBeSecret(String address, String clean) {
    assertEquals(clean, Text.url(address));
  }

  @Test
  void aLineStaysOneLineAndKeepsItsLetters() {
    assertEquals("später │ 漢字 \uD83D\uDE00", Text.line("später │ 漢字 \uD83D\uDE00"));
    assertEquals("a\\nb\\r\\t\\u001b[0m", Text.line("a\nb\r\t\u001b[0m"));
    assertEquals("a\\u2028b\\u202ec\\u0085", Text.line("a\u2028b\u202ec\u0085"));
  }

  @Test
  void aCapNeverCutsAPairInHalf() {
    assertEquals("abc", Text.cap("abc", 3));
    assertEquals("ab…", Text.cap("abcd", 3));
    assertEquals("a…", Text.cap("a\uD83D\uDE00bc", 3));
  }

  @ParameterizedTest
  @CsvSource({
    "566000, 9m26s",
    "1322000, 22m2s",
    "3000, 3s",
    "3723000, 1h2m3s",
    "250, 250ms",
    "999, 999ms",
    "1999, 1s",
    "60000, 1m0s",
    "3600000, 1h0m0s",
    "93784000, 26h3m4s",
    "0, 0s",
    "-5, 0s"
  })
  void anAgeReadsAsOperatorsWriteIt(long millis, String text) {
    assertEquals(text, Ages.format(Duration.ofMillis(millis)));
  }

  @Test
  void aHoldReadsAsInTheReports() {
    HoldLine line =
        new HoldLine(
            "/srv/s/a.jsonl.lock",
            78263,
            true,
            Duration.ofSeconds(566),
            false,
            "refused/quota",
            "acp-worker-9",
            52,
            "https://api.example/v1?key=s",
            Duration.ofSeconds(560),
            4);
    assertEquals(
        "/srv/s/a.jsonl.lock │ pid=78263 (alive) age=9m26s stale=no │ verdict=refused/quota"
            + " holder=\"acp-worker-9\"#52 call=https://api.example/v1 silent=9m20s waiters=4",
        line.format());
  }

  @Test
  void aHoldOfAnotherProcessSaysOnlyWhatIsKnown() {
    HoldLine line =
        new HoldLine("b.lock", 7, false, Duration.ofSeconds(3), true, null, null, 0, null, null, 0);
    assertEquals("b.lock │ pid=7 (dead) age=3s stale=yes │ waiters=0", line.format());
  }
}
