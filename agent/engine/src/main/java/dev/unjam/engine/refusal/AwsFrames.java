package dev.unjam.engine.refusal;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the exception that a stream in AWS's binary framing ends with ({@code
 * application/vnd.amazon.eventstream}), in what is left of it as text.
 *
 * <p>A header is its name, the type 7, two bytes of length and its text. What a model says is JSON,
 * in which such characters are escaped: it cannot look like one. An event that follows is a stream
 * that went on, or the answer to another request.
 */
final class AwsFrames {
  private static final String OF_TEXT = "\u0007\u0000";
  private static final Pattern FAILURE =
      Pattern.compile("(?s):(?:exception-type|error-code)" + OF_TEXT + "(.)([A-Za-z0-9._]{1,100})");
  private static final String EVENT = ":event-type" + OF_TEXT;

  private AwsFrames() {}

  static boolean are(Evidence evidence) {
    String type = evidence.header("content-type");
    return type != null && type.contains("vnd.amazon.eventstream");
  }

  static void read(String body, Evidence evidence) {
    Matcher failure = FAILURE.matcher(body);
    int from = Math.max(0, body.lastIndexOf(EVENT));
    while (failure.find(from)) {
      int length = failure.group(1).charAt(0);
      String name = failure.group(2);
      if (length <= name.length()) {
        evidence.failed();
        evidence.code(name.substring(0, length));
        payload(body, failure.end(), evidence);
      }
      from = failure.end();
    }
  }

  private static void payload(String body, int from, Evidence evidence) {
    int start = body.indexOf('{', from);
    Json json = start < 0 ? null : Json.read(body, start);
    if (json != null && json.root() instanceof Map<?, ?> map) {
      new ErrorObject(evidence).read(map);
    }
  }
}
