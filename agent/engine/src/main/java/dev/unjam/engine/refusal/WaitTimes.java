package dev.unjam.engine.refusal;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds how long a refusal says to wait: headers before the error object before its sentence, spans
 * before points in time.
 */
final class WaitTimes {
  private static final List<String> HINTS_MS = List.of("retryafterms", "retrydelayms");
  private static final List<String> HINTS_SPAN =
      List.of(
          "retrydelay",
          "retryafterseconds",
          "retryafters",
          "retryinseconds",
          "resetsinseconds",
          "resetinseconds",
          "resetseconds",
          "resetafterseconds",
          "waitseconds",
          "quotaresetdelay",
          "retryafter");
  private static final List<String> HINTS_POINT =
      List.of(
          "resetsat",
          "resetat",
          "reset",
          "resettime",
          "ratelimitreset",
          "xratelimitreset",
          "nextretryat",
          "quotaresettimestamp");

  private final Evidence evidence;
  private final @Nullable Instant now;

  private WaitTimes(Evidence evidence, @Nullable Instant now) {
    this.evidence = evidence;
    this.now = now;
  }

  /** The wait, or null; {@code clock} is null where nobody knows when the answer came. */
  static @Nullable Wait find(Evidence evidence, @Nullable Instant clock) {
    String date = evidence.header("date");
    Instant sent = date == null ? null : httpDate(date);
    return new WaitTimes(evidence, sent == null ? clock : sent).find();
  }

  private @Nullable Wait find() {
    Wait found = retryAfter();
    if (found == null) {
      found = hints();
    }
    if (found == null) {
      found = new LimitHeaders(evidence.headers(), now).reset();
    }
    if (found == null) {
      found = WaitText.find(evidence.texts(), now);
    }
    return found;
  }

  private @Nullable Wait retryAfter() {
    for (String name : List.of("retry-after-ms", "x-ms-retry-after-ms")) {
      String millis = evidence.header(name);
      Double number = millis == null ? null : Numbers.decimal(millis);
      if (number != null) {
        return Wait.of(Wait.seconds(number / 1000));
      }
    }
    String value = evidence.header("retry-after");
    return value == null ? null : value(value, now);
  }

  private @Nullable Wait hints() {
    Map<String, String> hints = evidence.hints();
    for (String key : HINTS_MS) {
      Double number = hints.containsKey(key) ? Numbers.decimal(hints.get(key)) : null;
      if (number != null) {
        return Wait.of(Wait.seconds(number / 1000));
      }
    }
    for (List<String> keys : List.of(HINTS_SPAN, HINTS_POINT)) {
      for (String key : keys) {
        String value = hints.get(key);
        Wait found = value == null ? null : value(value, now);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** Seconds, epoch, a span, an HTTP date or an ISO instant; null for anything else. */
  static @Nullable Wait value(String text, @Nullable Instant now) {
    Double number = Numbers.decimal(text);
    if (number != null) {
      return Wait.ofNumber(number, now);
    }
    Duration span = Durations.whole(text.toLowerCase(Locale.ROOT));
    if (span != null) {
      return Wait.of(span);
    }
    Instant point = httpDate(text);
    if (point == null) {
      point = isoInstant(text);
    }
    return point == null ? null : Wait.until(point, now);
  }

  private static @Nullable Instant httpDate(String text) {
    if (text.length() > 40 || text.indexOf(',') < 0) {
      return null;
    }
    try {
      return ZonedDateTime.parse(text.trim(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  static @Nullable Instant isoInstant(String text) {
    if (text.length() > 40 || text.length() < 17) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text.trim()).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
