package dev.unjam.engine.refusal;

import java.util.Map;

/**
 * Finds what a child process says about its own failure among everything else that it writes.
 *
 * <p>JSON that starts a line is judged by its form (JSON-RPC error, failed turn, failed result); a
 * session update, a plan, a tool's output or an answer never counts. Other lines count only where
 * they look like an error or a retry of the program itself.
 */
final class ChildLines {
  private final Evidence evidence;

  ChildLines(Evidence evidence) {
    this.evidence = evidence;
  }

  void read(String body) {
    int at = 0;
    while (at < body.length()) {
      int end = body.indexOf('\n', at);
      int next = end < 0 ? body.length() : end + 1;
      String line = body.substring(at, end < 0 ? body.length() : end);
      int brace = braceOf(line);
      at = brace >= 0 ? json(body, at, at + brace, next) : plain(line, next);
    }
  }

  /** Where an object begins: at the line's start, or behind the words of an error line. */
  private static int braceOf(String line) {
    String stripped = line.stripLeading();
    if (stripped.startsWith("{")) {
      return line.length() - stripped.length();
    }
    return LogLine.isFailure(line) ? line.indexOf('{') : -1;
  }

  private int json(String body, int lineStart, int brace, int next) {
    String words = body.substring(lineStart, brace);
    Json json = Json.read(body, brace);
    if (json == null || !(json.root() instanceof Map<?, ?> map) || map.isEmpty()) {
      return words.isBlank() ? next : plain(body.substring(lineStart, next), next);
    }
    if (words.isBlank()) {
      if (!json.endsInside(body)) {
        message(map);
      }
    } else {
      failure(words);
      Reading.claim(map, evidence);
    }
    return json.complete() ? lineAfter(body, json.end()) : next;
  }

  private static int lineAfter(String body, int from) {
    int end = body.indexOf('\n', from);
    return end < 0 ? body.length() : end + 1;
  }

  private void message(Map<?, ?> map) {
    new ErrorObject(evidence).read(ChildMessage.standIn(map));
    for (Map<?, ?> each : ChildMessage.candidates(map)) {
      if (ChildMessage.isFailure(each)) {
        evidence.failed();
        new ErrorObject(evidence).read(each);
        return;
      }
      if (Reading.claim(each, evidence)) {
        return;
      }
    }
  }

  private int plain(String line, int next) {
    if (LogLine.isFailure(line)) {
      failure(line);
    }
    return next;
  }

  private void failure(String line) {
    evidence.failed();
    StatusWords.ofLine(line).forEach(evidence::status);
    new ErrorObject(evidence).read(line.strip());
  }
}
