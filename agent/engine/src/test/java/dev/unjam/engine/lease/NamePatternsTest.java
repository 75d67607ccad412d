package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternsTest {
  @ParameterizedTest
  @CsvSource({
    "*.lock, a.lock, true",
    "*.lock, .lock, true",
    "*.lock, a.lock2, false",
    "*.lock, a.lock.unjam-aside, false",
    "*a*b*.l, xaxxbxbx.l, true",
    "*a*b*.l, xbxxa.l, false",
    "s?.lock, s1.lock, true",
    "s?.lock, s.lock, false",
    "*.jsonl.lock, a.jsonl.lock, true",
    "*.jsonl.lock, a.lock, false",
    "[a].lock, a.lock, false",
    "a.lock, A.lock, false"
  })
  void aPatternMatchesAsInAShell(String pattern, String name, boolean matches) {
    assertEquals(matches, new NamePatterns(List.of(pattern)).matches(name));
  }
}
