package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a pipe that carries frames and an error stream are words. */
class MergedLinesTest {
  static final String TALK =
      "{\"jsonrpc\":\"2.0\",\"method\":\"session/update\",\"params\":{\"sessionId\":\"s-2\","
          + "\"update\":{\"sessionUpdate\":\"agent_message_chunk\",\"content\":{\"type\":\"text\","
          + "\"text\":\"the log says ERROR 429 Too Many Requests\"}}}}";

  /** What is taken for words of this, in pieces of this size. */
  private static String words(String all, int size) {
    MergedLines lines = new MergedLines();
    StringBuilder words = new StringBuilder();
    byte[] bytes = all.getBytes(UTF_8);
    for (int at = 0; at < bytes.length; ) {
      int stop = lines.end(bytes, at, Math.min(bytes.length, at - at % size + size));
      words.append(lines.areWords() ? new String(bytes, at, stop - at, UTF_8) : "");
      at = stop;
    }
    return words.toString();
  }

  private static void assertWords(String expected, String all) {
    for (int size = 1; size <= all.length(); size++) {
      assertEquals(expected, words(all, size), "in pieces of " + size);
    }
  }

  @Test
  void aBatchIsNoWords() {
    assertWords("one\ntwo\n", "one\n[" + TALK + "," + TALK + "]\n [ " + TALK + " ]\ntwo\n");
    assertEquals("[error] 429\n", words("[error] 429\n", 99));
    assertEquals("error] 429\n", words("[error] 429\n", 1), "its first byte is lost");
  }

  @Test
  void behindAFrameThatIsNotClosedNothingIsWordsUntilItIs() {
    int torn = TALK.indexOf("ERROR");
    String first = TALK.substring(0, torn);
    String rest = TALK.substring(torn);
    assertWords("one\ntwo\n", "one\n" + first + "WARN x\n" + rest + "\ntwo\n");
    assertWords("two\n", first + "\nWARN x\n\nWARN y\r\n" + rest + "\r\ntwo\n");
    assertWords("two\n", first + "\nnever more of it\n" + TALK + "\ntwo\n");
    assertWords("two\n", "[" + first + "\nWARN {x}\n" + rest + "]\ntwo\n");
  }

  @Test
  void howeverLongItIsAndWhateverStandsWithinItButForMoreThanAnythingHas() {
    String torn = TALK.substring(0, 99) + "\n";
    String line = "ERROR 429 quota exceeded\n";
    String part = "x".repeat(30_000) + "\n";
    String within = line.repeat(600);
    String rest = TALK.substring(99) + "\n";
    for (int size : new int[] {100, 8_192, 999_999}) {
      String all = torn + within + part + within + part + part + rest + "two\n";
      assertEquals("two\n", words(all, size));
      assertEquals(line, words(torn + within + "y".repeat(3_000) + "\n" + line, size));
    }
  }

  @Test
  void aFrameWithWordsBehindItIsClosedAndSoIsNoneALoneBrace() {
    assertEquals("two\n", words(TALK + "WARN x\ntwo\n", 999));
    assertEquals("  status: 429\n}\ntwo\n", words("{\n  status: 429\n}\ntwo\n", 999));
    assertEquals("two\n", words("{agent WARN x\ntwo\n", 999));
    assertEquals("two\n", words("{ status: 429,\ntwo\n", 999));
    assertEquals("", words("{ \"jsonrpc\": \"2.0\", \"id\": 429,\ntwo\n", 999));
    assertEquals("two\n", words("{\"type\":\"error\",\"body\":\"{\\\"err (truncated)\ntwo\n", 999));
  }

  @Test
  void anObjectOfALogIsWordsAndNoneOfAFrames() {
    for (String name : List.of("level", "time", "ts", "timestamp", "@timestamp", "severity")) {
      String log = "{\"" + name + "\":50,\"msg\":\"429\"}\n";
      assertEquals(log, words(TALK + "\n" + log + TALK + "\n", 9_999));
      assertEquals("", words(TALK.substring(0, 99) + "\n" + log, 9_999), "may be the rest of it");
    }
    for (String name : List.of("jsonrpc", "id", "method", "params", "result", "error", "type")) {
      assertWords("", "{\"" + name + "\":50,\"msg\":\"429\"}\n");
    }
  }

  @Test
  void aLineIsWhatItBeginsAsInHoweverManyPieces() {
    String all = "one\n{\"id\":1}\n\n two\nthree {\n\t{\"id\":2}\nfour\n";
    for (int size = 1; size < all.length(); size++) {
      assertEquals(
          "one\ntwo\nthree{\nfour\n",
          words(all, size).replaceAll("[ \t]", ""),
          "in pieces of " + size);
    }
  }
}
