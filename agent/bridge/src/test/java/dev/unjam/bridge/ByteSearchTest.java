package dev.unjam.bridge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Eight bytes at a time find what one at a time does, wherever the bytes lie. */
class ByteSearchTest {
  private static final String LETTERS =
      "\n\r\t \"\\0123456789+-.eEiIdDaz{}:,/;\u00e9\u0080\u00ff\u001f";

  private interface Search {
    int find(byte[] from, int offset, int end);
  }

  @Test
  void findsWhatAPatternFinds() {
    same("\n", ByteSearch::lineFeed);
    same("[\"\\\\\n]", ByteSearch::endOfText);
    same("[^0-9+\\-.eE]", ByteSearch::numberEnd);
    same("[iI]d\"", ByteSearch::endOfId);
  }

  private static void same(String pattern, Search search) {
    Pattern wanted = Pattern.compile(pattern);
    Random random = new Random(pattern.hashCode());
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          for (int round = 0; round < 20_000; round++) {
            byte[] text = text(random);
            int offset = random.nextInt(text.length + 1);
            int end = offset + random.nextInt(text.length - offset + 1);
            Matcher there = wanted.matcher(new String(text, ISO_8859_1)).region(offset, end);
            int expected = there.find() ? there.start() : end;
            assertEquals(expected, search.find(text, offset, end), () -> Arrays.toString(text));
          }
        });
  }

  /** Of few different bytes for a while, so that the search gets far. */
  private static byte[] text(Random random) {
    byte[] text = new byte[random.nextInt(200)];
    int from = random.nextInt(LETTERS.length());
    int different = 1 + random.nextInt(LETTERS.length());
    for (int i = 0; i < text.length; i++) {
      int next = random.nextInt(40) == 0 ? random.nextInt(99) : random.nextInt(different);
      text[i] = (byte) LETTERS.charAt((from + next) % LETTERS.length());
    }
    return text;
  }

  @Test
  void bytesAreTheSameOnlyIfEachOneIs() {
    Random random = new Random(3);
    for (int round = 0; round < 20_000; round++) {
      byte[] one = text(random);
      byte[] other = Arrays.copyOf(one, one.length);
      if (one.length > 0 && random.nextBoolean()) {
        other[random.nextInt(one.length)] ^= (byte) (1 << random.nextInt(8));
      }
      int offset = random.nextInt(one.length + 1);
      int n = random.nextInt(one.length - offset + 1);
      assertEquals(
          Arrays.equals(one, offset, offset + n, other, offset, offset + n),
          ByteSearch.isSame(one, offset, other, offset, n));
    }
  }
}
