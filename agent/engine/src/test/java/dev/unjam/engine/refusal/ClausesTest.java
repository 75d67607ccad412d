package dev.unjam.engine.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a line is one clause, and what a phrase may not go across. */
class ClausesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "error: cannot read quota; reached end~error|cannot read quota|reached end",
        "too many. Requests were~too many|requests were",
        "You've hit your 5-hour limit~youve hit your 5-hour limit",
        "rate \"limit\" exceeded~rate|limit|exceeded",
        "rate_limit_exceeded in RateLimits~rate_limit_exceeded in ratelimits",
        "wait 1.5 s - or not~wait 1.5 s|or not",
        "a/b (c) 'd'~a|b|c|d",
        "Can't keep up! Is the server overloaded? Running~cant keep up|running",
        "limit reached ? resets 7pm~limit reached|resets 7pm",
        "\u00fcber  \t alles~\u00fcber alles",
        "...~''"
      })
  void aSignEndsAClauseAndANameIsOneWord(String line, String clauses) {
    List<String> wanted = clauses.equals("''") ? List.of() : List.of(clauses.split("\\|"));
    assertEquals(wanted, Clauses.of(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Error: insufficient_quota",
        "openai.RateLimitError: Error code: 1",
        "429 RESOURCE_EXHAUSTED. more",
        "code=rate_limit_exceeded, type",
        "(ThrottlingException) when calling",
        "failed with overloaded_error",
        "RateLimitExceeded(\"told\")",
        "it raised ResourceExhausted: 429"
      })
  void aNameThatStandsAsACodeIsOne(String line) {
    assertFalse(ErrorNames.of(line).isEmpty(), line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "method rate_limit_reached is never used",
        "RateLimitError is not defined",
        "cannot find value QUOTA_EXCEEDED",
        "credit_balance_too_low() is undefined",
        "quotaExceeded, rateLimits: 3",
        "overloaded: 3",
        "fix/rate_limit_exceeded",
        "RateLimitError.of(x)"
      })
  void aNameWithinASentenceIsNone(String line) {
    assertEquals(List.of(), ErrorNames.of(line));
  }

  @ParameterizedTest
  @CsvSource({
    "Error: insufficient_quota from openai,openai",
    "error: RESOURCE_EXHAUSTED for gemini-2.5-pro; wait,gemini-2.5-pro",
    "ERROR agent: rate_limit_exceeded retrying in 5s,in 5s",
    "Error: insufficient_quota,''"
  })
  void aCodeMayBeWhatItsSentenceIsAbout(String line, String behind) {
    assertEquals(
        List.of(behind), ErrorNames.of(line).stream().map(ErrorNames.ErrorName::behind).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error: rate_limit_exceeded in src/limits.rs",
        "error: rate_limit_exceeded is never read",
        "error: RateLimitExceeded from openai",
        "error: rate_limit_exceeded[3] from openai"
      })
  void whatASentenceSaysOfANameIsNoCode(String line) {
    assertEquals(List.of(), ErrorNames.of(line));
  }

  @Test
  void aQuoteLeavesASignInItsPlace() {
    assertEquals(
        List.of("rate", "exceeded"), Clauses.of(LineForms.unquoted("rate `limit` exceeded")));
    assertEquals(
        List.of("quota", "exceeded"), Clauses.of(LineForms.unquoted("Quota 'CPUS' exceeded")));
    assertEquals(
        List.of("waiting for tohavetext"),
        Clauses.of(LineForms.unquoted("waiting for toHaveText(\"Rate limit exceeded\")")));
    assertEquals(
        List.of("error", "rate limit exceeded"),
        Clauses.of(LineForms.unquoted("error=\"rate limit exceeded\"")));
  }

  @Test
  void aPhraseStandsInOneClauseAmongWordsThatMayStandThere() {
    Phrase phrase = Phrase.ofClause("exceeded .. rate limit");
    Vocabulary words = new Vocabulary(List.of("you", "your", "per", "minute"));
    assertTrue(phrase.in("you exceeded your per-minute rate limit", words::has));
    assertTrue(phrase.in("gpt-4o exceeded 30 rate limit", words::has), "numbers and models");
    assertFalse(phrase.in("you exceeded your upload rate limit", words::has));
    assertFalse(phrase.in("bob exceeded your rate limit", words::has));
    assertTrue(phrase.in("bob exceeded your upload rate limit"));
  }
}
