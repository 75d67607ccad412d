package dev.unjam.engine.refusal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a line of a log that is written as JSON: pino, bunyan, winston, Go's slog and zap, Rust's
 * tracing, loguru, the schemas of Elastic and Google Cloud.
 *
 * <p>Its level decides whether it tells of a failure, as it does in a plain line: what was an error
 * once may be told of at a lower one when it was got over.
 */
final class LogRecord {
  private static final List<String> LEVELS =
      List.of("level", "severity", "log.level", "lvl", "levelname", "loglevel");
  private static final List<String> MESSAGES =
      List.of("msg", "message", "event", "short_message", "body");

  /** Who speaks: a tool's failure is told of by the part that runs it. */
  private static final List<String> SPEAKERS =
      List.of("logger", "logger_name", "name", "component", "service", "target", "module", "scope");

  /** What a log's record has and a diagnostic or an event has not: when, and who. */
  private static final List<String> ORIGINS =
      List.of(
          "time",
          "timestamp",
          "@timestamp",
          "ts",
          "datetime",
          "asctime",
          "logger",
          "logger_name",
          "name",
          "component",
          "service",
          "target",
          "caller");

  private static final List<String> ERRORS = List.of("err", "error", "cause");
  private static final List<String> STATUSES =
      List.of("status", "statusCode", "status_code", "httpStatus", "http.response.status_code");

  private static final Pattern SAYS_FAILURE =
      Pattern.compile("\\b(?:fail|error|refus|reject|denied)", Pattern.CASE_INSENSITIVE);

  private static final List<String> OF_A_TOOL =
      List.of("tool", "toolName", "tool_name", "toolCallId", "tool_call_id");

  private static final Set<String> FAILURES =
      Set.of(
          "warn",
          "warning",
          "error",
          "err",
          "fatal",
          "critical",
          "crit",
          "severe",
          "alert",
          "emerg",
          "emergency",
          "panic",
          "dpanic");

  /** Below are the levels of syslog, which count down. */
  private static final int LEAST_OF_PINO = 10;

  private static final int WARNING_OF_PINO = 40;
  private static final int WARNING_OF_SYSLOG = 4;

  private final Map<?, ?> record;
  private final Map<?, ?> fields;

  private LogRecord(Map<?, ?> record, Map<?, ?> fields) {
    this.record = record;
    this.fields = fields;
  }

  /** The record that an object is, or null. */
  static @Nullable LogRecord of(Map<?, ?> root) {
    if (root.containsKey("method") || root.containsKey("jsonrpc")) {
      return null;
    }
    Map<?, ?> record = root.get("record") instanceof Map<?, ?> inner ? inner : root;
    Map<?, ?> fields = record.get("fields") instanceof Map<?, ?> inner ? inner : record;
    LogRecord found = new LogRecord(record, fields);
    return found.level() == null || found.message() == null ? null : found;
  }

  /** Takes what it says, where that is a failure of the program itself. */
  void read(Evidence evidence, Sayings sayings) {
    String message = String.valueOf(message());
    if (!hasOrigin() || !isFailure(message) || isOfOthers(message, sayings)) {
      return;
    }
    Object error = error();
    if (sayings.refuse(message)) {
      failed(message, evidence);
    }
    if (error instanceof Map<?, ?> map) {
      evidence.failed();
      new ErrorObject(evidence).read(map);
    } else if (error instanceof String text && sayings.refuse(text)) {
      failed(text, evidence);
    }
    Integer status = status();
    if (status != null && (error != null || SAYS_FAILURE.matcher(message).find())) {
      evidence.failed();
      evidence.status(status);
    }
  }

  private static void failed(String words, Evidence evidence) {
    evidence.failed();
    StatusWords.ofLine(words).forEach(evidence::status);
    new ErrorObject(evidence).read(words);
  }

  /** A compiler's diagnostics have a level and a message as well. */
  private boolean hasOrigin() {
    boolean diagnostic =
        record.containsKey("$message_type")
            || record.containsKey("spans")
            || (record.get("file") instanceof String && record.containsKey("line"));
    return !diagnostic && ORIGINS.stream().anyMatch(record::containsKey);
  }

  private @Nullable Object error() {
    for (String key : ERRORS) {
      Object error = fields.containsKey(key) ? fields.get(key) : record.get(key);
      if (error != null) {
        return error;
      }
    }
    return null;
  }

  private @Nullable Integer status() {
    for (String key : STATUSES) {
      Object status = fields.containsKey(key) ? fields.get(key) : record.get(key);
      if (status instanceof String text && Numbers.small(text) != null) {
        return Numbers.small(text);
      }
    }
    return null;
  }

  private boolean isFailure(String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    return isHigh(String.valueOf(level())) || LogLine.isRetry(lower);
  }

  private boolean isOfOthers(String message, Sayings sayings) {
    StringBuilder all = new StringBuilder(message);
    for (String speaker : SPEAKERS) {
      if (record.get(speaker) instanceof String name) {
        all.append("; ").append(speaker).append('=').append(name);
      }
    }
    return sayings.areOfOthers(message)
        || OF_A_TOOL.stream().anyMatch(key -> record.containsKey(key) || fields.containsKey(key))
        || sayings.isOfOthersLine(all.toString());
  }

  private static boolean isHigh(String level) {
    Integer number = Numbers.small(level);
    if (number == null) {
      return FAILURES.contains(level.toLowerCase(Locale.ROOT));
    }
    return number < LEAST_OF_PINO ? number <= WARNING_OF_SYSLOG : number >= WARNING_OF_PINO;
  }

  private @Nullable String level() {
    for (String key : LEVELS) {
      Object value = record.get(key);
      if (value instanceof Map<?, ?> named && named.get("name") instanceof String name) {
        return name;
      }
      if (value instanceof String level) {
        return level;
      }
    }
    return null;
  }

  private @Nullable String message() {
    for (String key : MESSAGES) {
      if (fields.get(key) instanceof String message) {
        return message;
      }
    }
    return null;
  }
}
