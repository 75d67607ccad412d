package dev.unjam.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CleanTextTest {
  @Test
  void whatWouldBreakOrForgeALineIsEscaped() {
    assertEquals("\"a\\u200bb\"", CleanText.word("a\u200bb"), "not seen");
    assertEquals("\"\\udb40\\udc01\"", CleanText.word("\udb40\udc01"), "beyond 16 bits");
    assertEquals("a\\nb\\u2502c\\u001b\\u202e", CleanText.escaped("a\nb│c\u001b\u202e"));
  }

  @Test
  void ordinaryNamesOfAnyLanguageStayAsTheyAre() {
    assertEquals("C:\\sessions\\会话 é 🙂", CleanText.escaped("C:\\sessions\\会话 é 🙂"));
  }

  @Test
  void aCapNeverCutsACharacterInTwo() {
    assertEquals("🙂🙂…", CleanText.line("🙂🙂🙂", 2));
    assertEquals("🙂🙂", CleanText.line("🙂🙂", 2));
  }

  @Test
  void halfACharacterIsReplaced() {
    assertEquals("a\uFFFDb", CleanText.line("a\uD83Db", 10));
  }
}
