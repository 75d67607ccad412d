package dev.unjam.engine.refusal;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a child process says about its own failure among everything else that it writes.
 *
 * <p>JSON that starts a line is judged by its form (JSON-RPC error, failed turn, failed result, a
 * log's record); what a model, a tool or a user says in a session update, a plan, a tool's output
 * or an answer never counts. Other lines count only where they look like an error or a retry of the
 * program itself, with the object that they bring.
 */
final class ChildLines {
  private static final Pattern NAMED =
      Pattern.compile("[ \\t]{1,16}(?:err|error|cause)[:=] ?\\{", Pattern.CASE_INSENSITIVE);

  /** {@code answered 429: } before the answer's body. */
  private static final Pattern STATUS = Pattern.compile("\\b([45]\\d\\d)\\b[ :)\\-]{0,4}$");

  private static final Pattern CALLED_ERROR =
      Pattern.compile("\\b(?:err|error|cause)[:=] ?$", Pattern.CASE_INSENSITIVE);

  private static final int MOST_UNFINISHED = 64;

  private final Evidence evidence;
  private final Sayings sayings;
  private final LogLine logLine;
  private final TestOutput tests = new TestOutput();
  private int unfinished;

  ChildLines(Evidence evidence, Sayings sayings) {
    this.evidence = evidence;
    this.sayings = sayings;
    this.logLine = new LogLine(sayings);
  }

  void read(String said) {
    String body = LogLine.withoutColours(said);
    int at = 0;
    while (at < body.length()) {
      int end = body.indexOf('\n', at);
      int next = end < 0 ? body.length() : end + 1;
      String line = body.substring(at, end < 0 ? body.length() : end);
      at = read(body, at, line, next);
    }
  }

  private int read(String body, int at, String line, int next) {
    tests.next(line);
    String stripped = line.stripLeading();
    if (stripped.startsWith("{")) {
      return json(body, at + line.length() - stripped.length(), next);
    }
    if (!mayTell(body, at, line, next)) {
      return next;
    }
    boolean sure = logLine.isFailure(line);
    if (!sure && !logLine.mayBeFailure(line)) {
      return next;
    }
    if (mayBeOfATest(body, at, line, next) && tests.quotes(body, next)) {
      return next;
    }
    return failed(body, at, sure ? line : null, next);
  }

  /** Whether anything of it can be used; what is not has cost next to nothing. */
  private boolean mayTell(String body, int at, String line, int next) {
    return sayings.mayRefuse(line)
        || (evidence.isFailure() && LogLine.isRetry(line.toLowerCase(Locale.ROOT)))
        || bodyOf(body, at, next) >= 0;
  }

  /** A log's line, a banner and an object are the program's own wherever they stand. */
  private boolean mayBeOfATest(String body, int at, String line, int next) {
    return !LogHead.isFailure(line.strip())
        && !logLine.isBanner(line)
        && bodyOf(body, at, next) < 0;
  }

  /**
   * @param line null where only what it brings can make it a failure
   */
  private int failed(String body, int at, @Nullable String line, int next) {
    int brace = bodyOf(body, at, next);
    Json json = brace < 0 ? null : object(body, brace);
    if (json != null && json.root() instanceof Map<?, ?> map && !map.isEmpty()) {
      brought(LineForms.own(body.substring(at, brace)), map);
      if (line != null && !json.complete() && body.startsWith("{'", brace)) {
        failure(LineForms.own(line).replace('{', ' '));
      }
      return json.complete() ? lineAfter(body, json.end()) : next;
    }
    if (line != null) {
      failure(LineForms.own(line));
    }
    return next;
  }

  /**
   * Where the object begins that an error line brings, in the line itself or, as pino-pretty writes
   * it, by name in the next one; or -1.
   */
  static int bodyOf(String text, int lineStart, int next) {
    int brace = text.indexOf('{', lineStart);
    if (brace >= 0 && brace < next) {
      return brace;
    }
    Matcher named = NAMED.matcher(text).region(next, text.length());
    return named.lookingAt() ? named.end() - 1 : -1;
  }

  private int json(String body, int brace, int next) {
    Json json = object(body, brace);
    if (json == null || !(json.root() instanceof Map<?, ?> map) || map.isEmpty()) {
      return next;
    }
    if (!json.endsInside(body)) {
      message(map, json.complete());
    }
    return json.complete() ? lineAfter(body, json.end()) : next;
  }

  /** What never ends is read to the body's end each time: of many such none is looked at more. */
  private @Nullable Json object(String body, int brace) {
    if (!isObject(body, brace)) {
      return null;
    }
    Json json = unfinished >= MOST_UNFINISHED ? null : Json.read(body, brace);
    if (json == null || !json.complete()) {
      unfinished++;
    }
    return json;
  }

  /** Not what a program's own notation begins so: {@code { level: 'info' }}, a block of code. */
  private static boolean isObject(String body, int brace) {
    int at = brace + 1;
    while (at < body.length() && Character.isWhitespace(body.charAt(at))) {
      at++;
    }
    return at == body.length() || "\"'}".indexOf(body.charAt(at)) >= 0;
  }

  private static int lineAfter(String body, int from) {
    int end = body.indexOf('\n', from);
    return end < 0 ? body.length() : end + 1;
  }

  /**
   * Who says it may be told last: of the beginning of a record, of an update or of what does not
   * say yet that it is a message nothing is made.
   */
  private void message(Map<?, ?> map, boolean complete) {
    LogRecord record = LogRecord.of(map);
    Map<?, ?> update = SessionUpdate.of(map);
    String told = ChildMessage.told(map);
    if (!complete && (record != null || update != null || !ChildMessage.isNamed(map))) {
      return;
    }
    if (record != null) {
      record.read(evidence, sayings);
    } else if (update != null) {
      SessionUpdate.read(update, evidence);
    } else if (told != null) {
      told(told);
    } else {
      event(map);
    }
  }

  /** An object of its own has the error's words in a field. */
  private void told(String text) {
    Json json = text.startsWith("{") ? Json.read(text, 0) : null;
    Object inner =
        json != null && json.root() instanceof Map<?, ?> map ? map.get("errorMessage") : text;
    String line = "error: " + inner;
    if (inner instanceof String && !sayings.isOfOthersLine(line)) {
      failed(line, 0, line, line.length());
    }
  }

  private void event(Map<?, ?> map) {
    new ErrorObject(evidence).read(ChildMessage.standIn(map));
    boolean failed = false;
    for (Map<?, ?> each : ChildMessage.candidates(map, sayings)) {
      if (!failed && ChildMessage.isFailure(each)) {
        // What it wraps may tell why.
        failed = true;
        evidence.failed();
        new ErrorObject(evidence).read(each);
      } else if (Reading.claim(each, evidence)) {
        return;
      }
    }
  }

  private void failure(String words) {
    boolean refused = sayings.refuse(words);
    if (refused || (evidence.isFailure() && isRetry(words))) {
      evidence.failed();
      StatusWords.ofLine(words).forEach(evidence::status);
      new ErrorObject(evidence).read(words.strip());
    }
  }

  /** When it is tried again may stand in a line of its own. */
  private boolean isRetry(String words) {
    return LogLine.isRetry(words.toLowerCase(Locale.ROOT)) && !sayings.areOfOthers(words);
  }

  /** An object behind a status, or that the line calls its error, need not look like one. */
  private void brought(String words, Map<?, ?> map) {
    Matcher status = STATUS.matcher(words);
    boolean answered = status.find();
    boolean called = answered || CALLED_ERROR.matcher(words).find();
    Saying.Says says = sayings.of(words);
    boolean refused = says == Saying.Says.REFUSAL;
    if (says == Saying.Says.OTHERS || !(refused || called || ErrorShape.find(map) != null)) {
      return;
    }
    evidence.failed();
    StatusWords.ofLine(words).forEach(evidence::status);
    if (refused) {
      new ErrorObject(evidence).read(words.strip());
    }
    if (answered) {
      evidence.status(Integer.parseInt(status.group(1)));
    }
    if (!Reading.claim(map, evidence) && called) {
      new ErrorObject(evidence).read(map);
    }
  }
}
