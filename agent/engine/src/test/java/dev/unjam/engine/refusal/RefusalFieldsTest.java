package dev.unjam.engine.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalFieldsTest {
  @Test
  void theCodeIsTheProvidersMostTellingOne() {
    assertEquals(
        "insufficient_quota",
        refuse("{\"error\":{\"message\":\"m\",\"type\":\"insufficient_quota\",\"code\":\"429\"}}")
            .code());
    assertEquals("1302", refuse("{\"error\":{\"message\":\"m\",\"code\":\"1302\"}}").code());
    assertNull(refuse("").code());
  }

  @Test
  void aBareStatusIsEnoughAndHasNoMessage() {
    assertEquals("", refuse("").message());
    assertEquals("rate.429", refuse("").rule());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key sk-proj-abcdef1234567890 is over",
        "Bearer eyJhbGciOiJIUzI1NiJ9.e30.abc is over",
        "see https://user:s3cret99@api.example/x?key=s3cret99#s3cret99",
        "api_key=s3cret99abc",
        "mail jane@example.org now",
        "token 0123456789abcdef0123456789abcdef01234567",
        "org-abc123DEF456 <ak-f00ba4abc>",
        "slack xoxb-1234567890-abcdef and xoxp-1234567890-abcdef",
        "password: swordfish",
        "pwd=swordfish, secret = swordfish",
        "passwd:'swordfish'"
      })
  void aMessageCarriesNoSecret(String text) {
    String message = refuse("{\"error\":{\"message\":\"" + text + "\"}}").message();
    for (String secret :
        new String[] {
          "abcdef1234",
          "eyJhb",
          "s3cret",
          "jane",
          "swordfish",
          "xoxb",
          "xoxp",
          "0123456789abcdef",
          "abc123",
          "f00ba4"
        }) {
      assertFalse(message.contains(secret), message);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key=AAAAzecret",
        "maskingKey: zecret",
        "x-api-key: zecret",
        "cookie: sid=zecret",
        "Set-Cookie: a=b; sid=zecret",
        "authorization: Basic zecret",
        "Proxy-Authorization: zecret",
        "session_id=zecret",
        "sessionId: 'zecret'",
        "sid=zecret",
        "auth_token=zecret",
        "credentials = zecret",
        "prompt=tell me about zecret",
        "input=say, zecret"
      })
  void whatAChildPrintsBesideItsErrorIsMaskedBehindItsName(String beside) {
    String line = "ERROR 429 insufficient_quota: You exceeded your current quota for " + beside;
    Exchange e = new Exchange(Transport.STDIO, null, 0, Map.of(), line + "\n");
    Refusal refusal = Classifier.builtIn().classify(e, Instant.EPOCH);
    assertNotNull(refusal);
    assertFalse(refusal.message().contains("zecret"), refusal.message());
    assertTrue(refusal.message().contains("You exceeded your current quota"), refusal.message());
  }

  @Test
  void wordsAboutSecretsAreLeft() {
    String text =
        "the password policy, your secret or a token limit of box-office; no cookies, a key of the"
            + " prompt's session";
    assertEquals(text, refuse("{\"error\":{\"message\":\"" + text + "\"}}").message());
  }

  @Test
  void aMessageIsOneShortLine() {
    String message =
        refuse("{\"error\":{\"message\":\"a\\n\\u0007b\\u2028c " + "x ".repeat(400) + "\"}}")
            .message();
    assertTrue(message.startsWith("a b c x"), message);
    assertTrue(message.length() <= 200);
  }

  @Test
  void headersAreFoundInAnyCase() {
    Refusal refusal =
        Classifier.builtIn()
            .classify(
                new Exchange(
                    Transport.HTTP,
                    null,
                    400,
                    Map.of("X-Amzn-ErrorType", "ThrottlingException:http://x/"),
                    "{}"),
                Instant.EPOCH);
    assertNotNull(refusal);
    assertEquals(RefusalClass.RATE_LIMIT, refusal.refusalClass());
  }

  @Test
  void quotaAndBillingAreHard() {
    assertTrue(RefusalClass.QUOTA.hard() && RefusalClass.BILLING.hard());
    assertFalse(RefusalClass.RATE_LIMIT.hard() || RefusalClass.OVERLOADED.hard());
  }

  private static Refusal refuse(String body) {
    Refusal refusal =
        Classifier.builtIn()
            .classify(new Exchange(Transport.HTTP, null, 429, Map.of(), body), Instant.EPOCH);
    assertNotNull(refusal);
    return refusal;
  }
}
