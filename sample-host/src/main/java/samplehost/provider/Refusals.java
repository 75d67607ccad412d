package samplehost.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import mockwebserver3.MockResponse;
import samplehost.Directive;
import samplehost.Json;

/** The 429s of the providers that people use: {@code !429:anthropic:retry-after=20}. */
final class Refusals {
  private Refusals() {}

  static MockResponse of(Directive directive) {
    return head(directive).body(Answers.text(body(directive))).build();
  }

  /** Status and headers alone. */
  static MockResponse.Builder head(Directive directive) {
    MockResponse.Builder head =
        new MockResponse.Builder().code(429).addHeader("Content-Type", "application/json");
    int seconds = directive.count("retry-after", -1);
    return seconds < 0 ? head : head.addHeader("Retry-After", seconds);
  }

  /** The provider is the last word: before it, {@code 429-then-ok} has its count. */
  static JsonNode body(Directive directive) {
    String provider =
        directive.words().isEmpty()
            ? "openai"
            : directive.words().get(directive.words().size() - 1);
    return switch (provider) {
      case "anthropic" -> anthropic();
      case "google" -> google(directive.count("retry-after", 39));
      case "generic" -> Json.MAPPER.createObjectNode().put("error", "Too Many Requests");
      default -> openAi();
    };
  }

  private static JsonNode openAi() {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.putObject("error")
        .put(
            "message",
            "You exceeded your current quota, please check your plan and billing details.")
        .put("type", "insufficient_quota")
        .putNull("param")
        .put("code", "insufficient_quota");
    return body;
  }

  private static JsonNode anthropic() {
    ObjectNode body = Json.MAPPER.createObjectNode().put("type", "error");
    body.putObject("error")
        .put("type", "rate_limit_error")
        .put("message", "This request would exceed your organization's rate limit.");
    return body.put("request_id", "req_sample");
  }

  private static JsonNode google(int seconds) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    ObjectNode error =
        body.putObject("error")
            .put("code", 429)
            .put("message", "You exceeded your current quota. Please retry in " + seconds + "s.")
            .put("status", "RESOURCE_EXHAUSTED");
    error
        .putArray("details")
        .addObject()
        .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
        .put("retryDelay", seconds + "s");
    return body;
  }
}
