package dev.unjam.engine.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of a provider's other services, and of providers that speak other languages. */
class AroundTheModelTest {
  private static @Nullable RefusalClass classify(int status, String body) {
    Map<String, String> json = Map.of("Content-Type", "application/json");
    Exchange e = new Exchange(Transport.HTTP, null, status, json, body);
    Refusal refusal = Classifier.builtIn().classify(e, Instant.EPOCH);
    return refusal == null ? null : refusal.refusalClass();
  }

  private static String error(String message) {
    return "{\"error\":{\"message\":\"" + message + "\"}}";
  }

  @Test
  void aQuotaOfTheRequestsContentOrOfAStorageIsNoRefusal() {
    String field =
        "{\"detail\":[{\"loc\":[\"body\",\"quota\"],\"msg\":\"quota exceeded maximum of 100\"}]}";
    assertNull(classify(422, field));
    assertNull(classify(507, "{\"error\":\"insufficient storage: user quota exceeded\"}"));
    assertEquals(RefusalClass.QUOTA, classify(429, error("user quota exceeded")));
    assertNotNull(classify(422, error("insufficient_quota: check your balance")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"failed", "in_progress", "expired"})
  void whatABatchMetIsNoAnswerToTheCaller(String status) {
    String errors =
        "\"status\":\""
            + status
            + "\",\"errors\":{\"data\":[{\"code\":\"insufficient_quota\",\"message\":\"exceeded\"}]}}";
    assertNull(classify(200, "{\"object\":\"batch\"," + errors));
  }

  @Test
  void aResponseThatFailedIsOne() {
    String failed =
        "{\"object\":\"response\",\"status\":\"failed\",\"error\":{\"code\":\"insufficient_quota\",\"message\":\"m\"}}";
    assertNotNull(classify(200, failed));
  }

  @Test
  void anErrorAfterTheChunksOfAListIsItsEnd() {
    String chunk = "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"hi\"}]}}]}";
    String error =
        "{\"error\":{\"code\":429,\"message\":\"Quota exceeded for quota metric per day\","
            + "\"status\":\"RESOURCE_EXHAUSTED\"}}";
    assertEquals(RefusalClass.QUOTA, classify(200, "[" + chunk + ",\n" + error + "]"));
    assertNull(classify(200, "[" + error + "," + chunk + "]"), "it went on");
    assertNull(classify(200, "[{\"id\":1}," + error + "]"), "somebody's records");
    assertNull(classify(200, "[]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Дневная квота исчерпана",
        "Przekroczono dzienny limit zapytań",
        "Günlük kotanız doldu",
        "لقد تجاوزت حصتك اليومية",
        "Quota giornaliera esaurita"
      })
  void anAllowanceOfADayIsAQuotaInOtherLanguagesToo(String message) {
    assertEquals(RefusalClass.QUOTA, classify(429, error(message)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Слишком много запросов, попробуйте позже", "Çok fazla istek", "Troppe richieste"})
  void aRateIsNone(String message) {
    assertEquals(RefusalClass.RATE_LIMIT, classify(429, error(message)));
  }

  /** A gateway's or a client's connection may serve one request after the other. */
  @Test
  void aStreamThatGoesOnAfterAnErrorGotOverIt() {
    String error =
        ":exception-type\u0007\u0000\u0013throttlingException{\"message\":\"Too many tokens\"}";
    String event = ":event-type\u0007\u0000\u000cmessageStart{\"role\":\"assistant\"}";
    assertEquals(RefusalClass.RATE_LIMIT, ofBedrock(event + error));
    assertNull(ofBedrock(error + event));
    String chunk = "{\"model\":\"m\",\"message\":{\"content\":\"hi\"},\"done\":false}\n";
    String limit = "{\"error\":\"you have reached your weekly usage limit\"}\n";
    assertEquals(RefusalClass.QUOTA, classify(200, chunk + limit));
    assertNull(classify(200, limit + chunk));
    String cut = "of \\\"quotas\\\"\"},\"done\":false}\n";
    assertEquals(RefusalClass.QUOTA, classify(200, cut + chunk + limit), "the end of a long one");
    assertNull(classify(200, cut + limit), "nobody knows of what");
  }

  private static @Nullable RefusalClass ofBedrock(String body) {
    Map<String, String> frames = Map.of("Content-Type", "application/vnd.amazon.eventstream");
    Exchange e = new Exchange(Transport.HTTP, null, 200, frames, body);
    Refusal refusal = Classifier.builtIn().classify(e, Instant.EPOCH);
    return refusal == null ? null : refusal.refusalClass();
  }
}
