package dev.unjam.engine.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of a user's about what a child prints, beside the built-in ones. */
class UserLineRulesTest {
  private static final String MOON_IS_QUOTA =
      "[acme.moon]\nclass = quota\nsource = acme support\nwords = moon is full\n";
  private static final String MOON_REFUSES =
      "[acme.moon-line]\nsays = refusal\nsource = acme support\nwords = moon is full\n";
  private static final String MOON = "Error: the moon is full";

  @Test
  void wordsOfTheUsersMakeALineARefusalWhoseClassTheOtherRulesTell() {
    assertNull(classify("", MOON));
    assertNull(classify(MOON_IS_QUOTA, MOON), "a class alone is not asked for");
    Refusal refusal = classify(MOON_REFUSES + MOON_IS_QUOTA, MOON);
    assertNotNull(refusal);
    assertEquals("acme.moon", refusal.rule());
    assertNull(classify(MOON_REFUSES + "unless = error\n" + MOON_IS_QUOTA, MOON));
  }

  @Test
  void aPhraseOfTheUsersGoesAcrossNoSign() {
    for (String said :
        new String[] {
          "Error: the moon is; full", "Error: the moon 'is' full", "Error: moon_is_full = 3"
        }) {
      assertNull(classify(MOON_REFUSES + MOON_IS_QUOTA, said), said);
    }
  }

  @Test
  void aCodeOfTheUsersIsANameThatStandsAsOne() {
    String rules =
        "[x]\nsays = refusal\nsource = s\ncode = ^moon is full\n"
            + MOON_IS_QUOTA.replace("full", "full | moonisfull");
    assertNotNull(classify(rules, "Error: MoonIsFull: wait"));
    assertNotNull(classify(rules, "Error: moon_is_full"));
    assertNull(classify(rules, MOON), "words are none");
    assertNull(classify(rules, "Error: cannot find moon_is_full here"));
  }

  @Test
  void withinTheVocabularyTheWordsAroundAreAProvidersOrTheUsers() {
    String rules = MOON_REFUSES + "within = vocabulary\n" + MOON_IS_QUOTA;
    assertNotNull(classify(rules, "Error: your account's moon is full"));
    assertNull(classify(rules, "Error: the lunar moon is full"));
    String more = "[y]\nsays = vocabulary\nsource = s\nwords = lunar sky\n";
    assertNotNull(classify(rules + more, "Error: the lunar moon is full"));
  }

  @Test
  void wordsOfAnyScriptAndLengthAreLookedFor() {
    for (String words : new String[] {"\u989d\u5ea6\u7528\u5b8c", "r2 d2", "you've run dry"}) {
      String rules = (MOON_REFUSES + MOON_IS_QUOTA).replace("moon is full", words);
      assertNotNull(classify(rules, "Error: " + words), words);
      assertNull(classify(rules, MOON), words);
    }
  }

  @Test
  void aStatusOfTheUsersDoesAsWell() {
    String line = "Error: HTTP 503, the moon is full";
    assertNull(classify(MOON_IS_QUOTA, line));
    assertNotNull(
        classify(MOON_IS_QUOTA + "[x]\nsays = refusal\nsource = s\nstatus = 503\n", line));
  }

  @Test
  void whatOthersMeetIsNoneByWordsAndByPiecesOfTheLine() {
    String line = "Error: acme-moon: 429 Too Many Requests {\"error\":{\"code\":429}}";
    assertNotNull(classify("", line));
    assertNull(classify("[x]\nsays = others\nsource = s\nwords = acme moon\n", line));
    assertNull(classify("[x]\nsays = others\nsource = s\nline = acme-moon: 4\n", line));
    assertNull(classify("[x]\nsays = others\nsource = s\nline = \"code\":429\n", line));
    assertNotNull(
        classify("[x]\nsays = others\nsource = s\nwords = code 429\n", line),
        "words are the sentence's, not the object's");
    assertNull(classify("[x]\nsays = others\nsource = s\nline = ^error: acme\n", line));
    assertNotNull(classify("[x]\nsays = others\nsource = s\nline = ^acme\n", line));
  }

  @Test
  void aRuleUnderABuiltInIdTakesItsPlace() {
    String line = "Error: docker answered 429 Too Many Requests";
    assertNull(classify("", line));
    assertNotNull(
        classify("[others.containers]\nsays = others\nsource = s\nwords = podman\n", line));
  }

  @Test
  void aRefusalOfTheUsersGoesBeforeWhatOthersMeetOfTheBuiltInOnes() {
    for (String line :
        new String[] {
          "Error: the moon is full, docker", "Error: the moon is full, telemetry says"
        }) {
      assertNull(classify(MOON_IS_QUOTA, line));
      assertNotNull(classify(MOON_REFUSES + MOON_IS_QUOTA, line), line);
    }
  }

  @Test
  void anOpeningOfTheUsersIsAnErrorThatNothingMarksAsOne() {
    String line = "\u26a1 Sorry, the moon is full.";
    String rules = MOON_REFUSES + MOON_IS_QUOTA;
    assertNull(classify(rules, line));
    String opening = "[x]\nsays = error\nsource = s\nline = ^sorry, the moon is full$\n";
    assertNotNull(classify(rules + opening, line));
    assertNull(classify(rules + opening, "Sorry, the moon is full of cheese"));
    assertNull(classify(opening, line), "it takes the words of a refusal as well");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[a]|says = no;line 2: says = \"no\" cannot be used; one of refusal, others, error, vocabulary",
        "[a]|says = others|class = quota;line 3: class = \"quota\" cannot be used; the keys are says, source",
        "[a]|says = others|source = s|status = 99;line 4: status = \"99\" cannot be used; HTTP statuses from 400 to 599",
        "[a]|says = others|source = s|words = !!!;line 4: words = \"!!!\" cannot be used; phrases with",
        "[a]|says = others|source = s|line = ^;line 4: line = \"^\" cannot be used; pieces of a line",
        "[a]|says = others|source = s;line 2: says = \"others\" cannot be used; rule \"a\" needs words",
        "[a]|says = others|words = x;line 1: source = \"\" cannot be used; rule \"a\" needs source",
        "[a]|says = others|source = s|words = x|line = y;line 5: line = \"y\" cannot be used; rule \"a\" has words",
        "[a]|says = error|source = s|words = x;line 2: says = \"error\" cannot be used; rule \"a\": a refusal",
        "[a]|says = refusal|source = s|line = x;line 2: says = \"refusal\" cannot be used; rule \"a\": a refusal",
        "[a]|says = refusal|source = s|words = x|within = y;line 5: within = \"y\" cannot be used; write within = vocabulary",
        "[a]|says = others|source = s|words = x|within = vocabulary;line 5: within = \"vocabulary\" cannot be used; rule \"a\": it is for words",
        "[a]|says = vocabulary|source = s|code = x;line 2: says = \"vocabulary\" cannot be used; rule \"a\": a vocabulary has words",
        "[a]|says = others|says = error|source = s|line = x;line 3: says = \"error\" cannot be used; rule \"a\" has it in line 2: keep one",
        "[a]|says = refusal|source = s|source = t|words = x;line 4: source = \"t\" cannot be used; rule \"a\" has it in line 3: keep one",
        "[a]|says = refusal|source = s|words = x|within = vocabulary|within = vocabulary;line 6: within = \"vocabulary\" cannot be used; rule \"a\" has it in line 5: keep one",
        "[a]|says = vocabulary|source = s|words = !!!;line 4: words = \"!!!\" cannot be used; words with",
        "[a]|source = s|says = others|words = x|class = quota;line 5: class = \"quota\" cannot be used; the keys are says, source",
        "[others.tests]|class = quota|source = s|words = x;line 1: rule \"others.tests\" has no says, other than the built-in one of this id; give it",
        "[x]|class = none|source = s|words = y|[quota.exceeded]|says = others|source = s|words = x;line 5: rule \"quota.exceeded\" has says, other than the built-in one of this id; give it",
        "[a]|source = s|line = x;line 3: line = \"x\" cannot be used; the keys are class, source"
      })
  void aBadRuleIsRefusedWithLineKeyValueAndWhatIsRight(String lines, String message, String right) {
    BadRulesException e =
        assertThrows(BadRulesException.class, () -> classify(lines.replace('|', '\n'), MOON));
    String whole = String.valueOf(e.getMessage());
    String wanted = "my.rules " + message + ";" + " " + right;
    assertTrue(whole.startsWith(wanted), whole + " does not begin with " + wanted);
  }

  @Test
  void aValueWithoutAnAlternativeIsRefused() {
    BadRulesException e =
        assertThrows(
            BadRulesException.class, () -> classify(MOON_REFUSES + "unless = | |\n", MOON));
    assertEquals(
        "my.rules line 5: unless = \"| |\" cannot be used; at least one alternative between the |",
        e.getMessage());
  }

  @Test
  void aByteOrderMarkBeforeTheFirstRuleIsNoPartOfIt() {
    assertNotNull(classify("\ufeff" + MOON_REFUSES + MOON_IS_QUOTA, MOON));
    assertNotNull(classify("\ufeff# mine\n" + MOON_REFUSES + MOON_IS_QUOTA, MOON));
    BadRulesException e =
        assertThrows(
            BadRulesException.class, () -> classify("# mine\n\ufeff" + MOON_REFUSES, MOON));
    assertTrue(String.valueOf(e.getMessage()).startsWith("my.rules line 2: "), e.getMessage());
  }

  private static @Nullable Refusal classify(String rules, String said) {
    Exchange e = new Exchange(Transport.STDIO, null, 0, Map.of(), said + "\n");
    return Classifier.with(new StringReader(rules), "my.rules").classify(e, Instant.EPOCH);
  }
}
