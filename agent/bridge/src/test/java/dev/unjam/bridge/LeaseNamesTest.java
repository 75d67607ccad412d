package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseNamesTest {
  @ParameterizedTest
  @CsvSource({
    "*.jsonl.lock, /s/a.jsonl.lock, true",
    "*.jsonl.lock, a.jsonl.lock, true",
    "*.jsonl.lock, /s/a.lock, false",
    "*.lock, /s/.lock, true",
    "*.lock, /s/a.lock.bak, false",
    "*.lock, /s.lock/a, false",
    "*.lock, C:\\s\\a.lock, true",
    "gate?.lock, /s/gate7.lock, true",
    "gate?.lock, /s/gate.lock, false",
    "gate?.lock, /s/gate77.lock, false",
    "a*b*c, /s/a-b-b-c, true",
    "a*b*c, /s/a-c-b, false",
    "LOCK, /s/LOCK, true",
    "LOCK, /s/LOCKS, false",
    "LOCK, /s/lock, false",
  })
  void aPatternIsMatchedAgainstTheLastPartOfThePath(String pattern, String path, boolean matches) {
    assertEquals(matches, new LeaseNames(List.of(pattern)).match(path));
  }

  @Test
  void anyOfThePatternsWillDoAndNoneMatchesNothing() {
    assertTrue(new LeaseNames(List.of("*.pid", "*.lock")).match("/s/a.lock"));
    assertFalse(new LeaseNames(List.of()).match("/s/a.lock"));
    assertFalse(new LeaseNames(List.of("*.lock")).match(""));
  }

  @Test
  void anyPatternAgreesWithTheRegularExpressionOfTheSameMeaning() {
    Random random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      String pattern = any(random, "ab.*?*", 6);
      String name = any(random, "aab.", 8);
      String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
      assertEquals(
          Pattern.matches(regex, name),
          new LeaseNames(List.of(pattern)).match("/dir/" + name),
          () -> pattern + " on " + name);
    }
  }

  private static String any(Random random, String letters, int most) {
    StringBuilder out = new StringBuilder();
    for (int n = random.nextInt(most + 1); n > 0; n--) {
      out.append(letters.charAt(random.nextInt(letters.length())));
    }
    return out.toString();
  }
}
