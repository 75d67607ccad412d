package dev.unjam.engine.refusal;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Knows the lines in which a program tells of somebody else's failure, or of one that it got over:
 * of its tools, its packages, its telemetry, a compiler's or a test's line that it hands on.
 */
final class OthersWords {
  private static final List<String> PARTS =
      List.of(
          "service=tool",
          "tool=",
          "tool_call",
          "tool_result",
          "tool output",
          "npm warn",
          "npm err",
          "npm http",
          "warn npm",
          "error npm",
          "warn deprecated",
          "component=tool",
          "\"role\"",
          "pull rate limit",
          "requested url returned error",
          "telemetry",
          "otlp",
          "posthog",
          "statsig",
          "for updates",
          "update check",
          "version check",
          "plugin marketplace");

  /**
   * The speaker's name in a log, a compiler's place before its message, the openings of pip, apt,
   * wget and k6, and where a diff or a list begins a line.
   */
  private static final Pattern FORMS =
      Pattern.compile(
          "^(?:(?!\\W?[45]\\d\\d\\b)\\S{1,80}\\s{1,4}){0,5}\\W?mcp\\b|\\bsentry\\b"
              + "|(?:logger|logger_name|name|component|service|target|module|scope)=\"?[\\w.:]{0,80}"
              + "\\b(?:tools?|mcp)\\b"
              + "|::(?:tools?|mcp)::|\\bnpm \\d{3}\\b"
              + "|^[\\w./\\\\@-]{1,200}\\.[a-z]{1,5}(?::\\d|\\(\\d)"
              + "|^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d error \\d{3}:"
              + "|=\"request failed\" error="
              + "|error \\d{3} while getting|^e: |^[-+>*|]"
              + "|\\bexpected\\b.{1,80}\\b(?:got|received|but was|to equal)\\b");

  private static final Pattern SUCCESS =
      Pattern.compile("\\b(?:succeeded|recovered|retry successful|back to normal)\\b");

  private OthersWords() {}

  /** Whether a line, in lower case, is about somebody else. */
  static boolean in(String lower) {
    return PARTS.stream().anyMatch(lower::contains) || FORMS.matcher(lower).find();
  }

  /** Whether a line, in lower case, says that it went well in the end. */
  static boolean tellsOfSuccess(String lower) {
    return SUCCESS.matcher(lower).find();
  }
}
