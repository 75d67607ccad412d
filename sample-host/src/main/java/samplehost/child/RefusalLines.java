package samplehost.child;

import java.util.List;
import samplehost.Directive;

/** What coding agents print when their provider refuses: it goes to the screen, not to the host. */
final class RefusalLines {
  static final String QUOTA =
      "You exceeded your current quota, please check your plan and billing details.";

  /** They are about refusals, and none is one of the program's own. */
  static final List<String> OF_OTHERS =
      List.of(
          "2026-11-20T10:00:00Z ERROR tool=webfetch provider answered 429: " + body(),
          "{\"level\":\"info\",\"msg\":\"the request succeeded after 2 retries\",\"err\":"
              + body()
              + "}",
          "npm error 429 Too Many Requests - GET https://registry.example/x",
          "ERROR 429 tests failed");

  private RefusalLines() {}

  private static String body() {
    return "{\"error\":{\"message\":\"" + QUOTA + "\",\"code\":429}}";
  }

  static String quota(Directive directive) {
    return directive.words().contains("claude")
        ? "API Error: 429 {\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\","
            + "\"message\":\"This request would exceed your organization's rate limit.\"}}"
            + " · Retrying in 32 seconds… (attempt 7/10)"
        : "ERROR service=llm providerID=openai error={\"error\":{\"statusCode\":429,"
            + "\"code\":\"insufficient_quota\",\"message\":\""
            + QUOTA
            + "\"}} stream error";
  }

  /** The one line before a silence of hours or weeks. */
  static String retry(Directive directive) {
    if (directive.words().contains("glm")) {
      return "ERROR 2026-11-20T10:01:12 +312ms service=llm providerID=bailian modelID=glm-5.1"
          + " sessionID=ses_EXAMPLE error={\"error\":{\"name\":\"AI_APICallError\","
          + "\"statusCode\":429,\"responseBody\":\"{\\\"error\\\":{\\\"code\\\":\\\"1308\\\","
          + "\\\"message\\\":\\\"Usage limit reached for 5 hour. Your limit will reset at"
          + " 2026-11-20 15:00:00\\\"}}\",\"isRetryable\":true}} stream error";
    }
    if (directive.words().contains("prefix")) {
      return "\u001b[31mERROR\u001b[39m provider answered 429: " + body();
    }
    if (directive.words().contains("gemini")) {
      return "Attempt 1 failed with status 429. Retrying with backoff... ApiError:"
          + " {\"error\":{\"message\":\"{\\n  \\\"error\\\": {\\n    \\\"code\\\": 429,\\n   "
          + " \\\"message\\\": \\\"Resource has been exhausted (e.g. check quota).\\\",\\n   "
          + " \\\"status\\\": \\\"RESOURCE_EXHAUSTED\\\"\\n  }\\n}\\n\",\"code\":429,"
          + "\"status\":\"Too Many Requests\"}}";
    }
    return "Too Many Requests: quota exceeded [retrying in ~2 weeks attempt #1]";
  }
}
