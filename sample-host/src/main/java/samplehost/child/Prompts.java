package samplehost.child;

import java.util.ArrayList;
import java.util.List;
import samplehost.Json;

/** Plays what a prompt's directive says. */
final class Prompts {
  private static final String QUOTA =
      "You exceeded your current quota, please check your plan and billing details.";

  private final Frames frames;
  private final List<Prompt> cancellable = new ArrayList<>();

  Prompts(Frames frames) {
    this.frames = frames;
  }

  void take(Prompt prompt) {
    switch (prompt.directive().name()) {
      case "silent" -> keep(prompt);
      case "quota-on-stderr" -> quotaOnStderr(prompt);
      case "error-frame" -> errorFrame(prompt);
      case "exit" -> System.exit(prompt.directive().count("status", 1));
      default -> answer(prompt);
    }
  }

  /** Ends the turns that said {@code cancel=yes}; the others are deaf to it. */
  void cancel() {
    for (Prompt prompt : cancellable) {
      stop(prompt, "cancelled");
    }
    cancellable.clear();
  }

  private void answer(Prompt prompt) {
    frames.chunk(prompt.session(), "echo: ");
    frames.chunk(prompt.session(), prompt.text());
    stop(prompt, "end_turn");
  }

  private void stop(Prompt prompt, String reason) {
    frames.result(prompt.id(), Json.MAPPER.createObjectNode().put("stopReason", reason));
  }

  private void keep(Prompt prompt) {
    if (prompt.directive().says("cancel")) {
      cancellable.add(prompt);
    }
  }

  /** What coding agents do: the refusal goes to the screen, the retries go on unseen. */
  private void quotaOnStderr(Prompt prompt) {
    System.err.println(
        switch (prompt.directive().word("opencode")) {
          case "claude" ->
              "API Error: 429 {\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\","
                  + "\"message\":\"This request would exceed your organization's rate limit.\"}}"
                  + " · Retrying in 32 seconds… (attempt 7/10)";
          default ->
              "ERROR service=llm providerID=openai error={\"error\":{\"statusCode\":429,"
                  + "\"code\":\"insufficient_quota\",\"message\":\""
                  + QUOTA
                  + "\"}} stream error";
        });
    keep(prompt);
  }

  private void errorFrame(Prompt prompt) {
    switch (prompt.directive().word("own-id")) {
      case "null-id" -> frames.error(Json.MAPPER.nullNode(), -32603, QUOTA);
      case "notification" -> frames.errorNotification(prompt.session(), QUOTA);
      default -> frames.error(prompt.id(), -32603, QUOTA);
    }
    keep(prompt);
  }
}
