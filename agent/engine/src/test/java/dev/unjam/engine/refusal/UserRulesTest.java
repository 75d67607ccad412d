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

class UserRulesTest {
  private static final Exchange PLAIN_429 =
      new Exchange(
          Transport.HTTP, "acme", 429, Map.of(), "{\"error\":{\"message\":\"Nope, moon phase\"}}");

  @Test
  void aRuleOfTheUsersGoesBeforeTheBuiltInOnes() {
    Refusal refusal =
        classify("[acme.moon]\nclass = quota\nsource = acme support\nwords = moon phase\n");
    assertNotNull(refusal);
    assertEquals(RefusalClass.QUOTA, refusal.refusalClass());
    assertEquals("acme.moon", refusal.rule());
  }

  @Test
  void aRuleUnderABuiltInIdTakesItsPlace() {
    assertNull(classify("[rate.429]\nclass = none\nsource = acme\nstatus = 429\n"));
  }

  @Test
  void everyKindOfConditionHasToHold() {
    String rule =
        "[a]\nclass = billing\nsource = s\nstatus = 429\nprovider = ACME\ntransport = http\ntext = nope .. phase\nunless = sun\n";
    assertEquals(RefusalClass.BILLING, classOf(classify(rule)));
    assertEquals(RefusalClass.RATE_LIMIT, classOf(classify(rule + "link = acme.example\n")));
    assertEquals(RefusalClass.RATE_LIMIT, classOf(classify(rule + "header = x-plan: free\n")));
    assertEquals(RefusalClass.RATE_LIMIT, classOf(classify(rule + "wait = 5s\n")));
    assertEquals(RefusalClass.RATE_LIMIT, classOf(classify(rule + "unless = moon\n")));
  }

  @Test
  void ofAHeaderThatIsNamedTwiceEitherValueDoes() {
    String rules =
        "[a]\nclass = billing\nsource = s\nheader = x-plan: free\nheader = x-plan: trial\n";
    Classifier classifier = Classifier.with(new StringReader(rules), "my.rules");
    for (String plan : new String[] {"free", "trial"}) {
      Exchange e = new Exchange(Transport.HTTP, "acme", 429, Map.of("x-plan", plan), "no");
      assertEquals(RefusalClass.BILLING, classOf(classifier.classify(e, Instant.EPOCH)), plan);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[a]|klass = quota;line 2: klass = \"quota\" cannot be used; the keys are class, source",
        "[a]|class = qouta;line 2: class = \"qouta\" cannot be used; one of quota, billing",
        "[a]|class = quota|source = s|status = 99;line 4: status = \"99\" cannot be used; HTTP statuses from 400 to 599",
        "[a]|class = quota|source = s|transport = smtp;line 4: transport = \"smtp\" cannot be used; http, sse",
        "[a]|class = quota|source = s|wait = soon;line 4: wait = \"soon\" cannot be used; a span such as",
        "[a]|class = quota|source = s|code = !!!;line 4: code = \"!!!\" cannot be used; phrases with",
        "[a]|class = quota|source = s|header = x;line 4: header = \"x\" cannot be used; write header = name: phrase",
        "[a]|class = quota|source = s|source = t|status = 429;line 4: source = \"t\" cannot be used; rule \"a\" has it in line 3: keep one",
        "[a]|class = quota|class = none|source = s|status = 429;line 3: class = \"none\" cannot be used; rule \"a\" has it in line 2: keep one",
        "[a]|class = quota|source = s|wait = 1s|wait = 2s;line 5: wait = \"2s\" cannot be used; rule \"a\" has it in line 4: keep one",
        "[a]|class = quota|source = s;line 2: class = \"quota\" cannot be used; rule \"a\" needs a condition",
        "[a]|source = s|status = 429;line 1: class = \"\" cannot be used; rule \"a\" needs class",
        "[a]|class = quota|status = 429;line 1: source = \"\" cannot be used; rule \"a\" needs source",
        "class = quota;line 1: \"class = quota\" stands before the first [id]; begin the rule",
        "[a b]|class = quota;line 1: \"[a b]\" names no rule; write [id]",
        "[a]|hello;line 2: \"hello\" is neither [id], key = value nor a # comment; write key = value",
        "[a]|class = quota|source = s|status = 429|[a];line 5: rule \"a\" stands in line 1 already; give each",
        "[a]|class =;line 2: class = \"\" cannot be used; a value has to follow"
      })
  void aBadFileIsRefusedWithLineKeyValueAndWhatIsRight(String lines, String message, String right) {
    BadRulesException e =
        assertThrows(BadRulesException.class, () -> classify(lines.replace('|', '\n')));
    String whole = e.getMessage();
    assertNotNull(whole);
    String wanted = "my.rules " + message + ";" + " " + right;
    assertTrue(whole.startsWith(wanted), whole + " does not begin with " + wanted);
  }

  private static RefusalClass classOf(@Nullable Refusal refusal) {
    assertNotNull(refusal);
    return refusal.refusalClass();
  }

  private static @Nullable Refusal classify(String rules) {
    Classifier classifier = Classifier.with(new StringReader(rules), "my.rules");
    return classifier.classify(PLAIN_429, Instant.EPOCH);
  }
}
