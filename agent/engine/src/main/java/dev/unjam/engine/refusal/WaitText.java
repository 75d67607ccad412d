package dev.unjam.engine.refusal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the time to wait in a sentence: "try again in 20s", "resets in 4hr 10min", "20秒后重试". */
final class WaitText {
  private static final List<String> BEFORE =
      List.of(
          "again in",
          "retry in",
          "retry after",
          "retrying in",
          "retrying after",
          "resets in",
          "reset in",
          "reset after",
          "resets after",
          "wait",
          "available in",
          "again after",
          "replenished in",
          "refreshes in",
          "renews in",
          "expires in",
          "for another",
          "retry-after",
          "retry_after",
          "请在",
          "请等待",
          "等待",
          "in etwa",
          "dans",
          "nochmal in",
          "erneut in",
          "nuevo en");
  private static final List<String> FILLERS =
      List.of(
          "about ",
          "approximately ",
          "around ",
          "at least ",
          "approx. ",
          "approx ",
          "roughly ",
          "the next ",
          "up to ",
          "another ");
  private static final List<String> AFTER = List.of("后", "後");

  // Every quantifier is bounded.
  private static final Pattern POINT =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})(?: at |[ T])(\\d{2}:\\d{2})(:\\d{2})?(?:\\.\\d{1,9})?\\s?(Z|UTC|GMT|[+-]\\d{2}:\\d{2})");
  private static final Pattern EPOCH = Pattern.compile("limit reached\\|(\\d{10})");
  private static final Pattern CLOCK =
      Pattern.compile(
          "resets?(?: at)? (\\d{1,2})(?::(\\d{2}))? ?(am|pm) \\(([A-Za-z_/]{2,40})\\)",
          Pattern.CASE_INSENSITIVE);

  private WaitText() {}

  static @Nullable Wait find(List<String> texts, @Nullable Instant now) {
    for (String text : texts) {
      Wait span = span(text.toLowerCase(Locale.ROOT));
      if (span != null) {
        return span;
      }
    }
    for (String text : texts) {
      Wait point = point(text, now);
      if (point != null) {
        return point;
      }
    }
    return null;
  }

  private static @Nullable Wait span(String text) {
    for (String word : BEFORE) {
      for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        Wait found = spanAt(text, at + word.length(), word);
        if (found != null) {
          return found;
        }
      }
    }
    return spanBeforeAfter(text);
  }

  private static @Nullable Wait spanAt(String text, int from, String word) {
    int at = from;
    while (at < text.length() && " :=\"".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    boolean about = false;
    for (String filler : FILLERS) {
      if (text.startsWith(filler, at)) {
        at += filler.length();
        about |=
            !filler.startsWith("at least") && !filler.contains("other") && !filler.contains("next");
      }
    }
    if (at < text.length() && "~\u2248\uff5e".indexOf(text.charAt(at)) >= 0) {
      about = true;
      at++;
    }
    Duration span = Durations.at(text, at);
    if (span == null && word.replace('_', ' ').replace('-', ' ').equals("retry after")) {
      span = bareSeconds(text, at);
    }
    return span == null ? null : new Wait(span, about);
  }

  private static @Nullable Duration bareSeconds(String text, int at) {
    int end = at;
    while (end < text.length() && Character.isDigit(text.charAt(end)) && end - at <= 6) {
      end++;
    }
    boolean word =
        end < text.length()
            && (Character.isLetterOrDigit(text.charAt(end)) || "-:".indexOf(text.charAt(end)) >= 0);
    Integer seconds = word ? null : Numbers.small(text.substring(at, end));
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }

  /** Languages that put "after" behind the span. */
  private static @Nullable Wait spanBeforeAfter(String text) {
    for (String word : AFTER) {
      int at = text.indexOf(word);
      for (int from = Math.max(0, at - 12); at > 0 && from < at; from++) {
        boolean start =
            Character.isDigit(text.charAt(from))
                && (from == 0 || !isNumeric(text.charAt(from - 1)));
        Duration span = start ? Durations.whole(text.substring(from, at)) : null;
        if (span != null) {
          return Wait.of(span);
        }
      }
    }
    return null;
  }

  private static boolean isNumeric(char c) {
    return Character.isDigit(c) || c == '.';
  }

  private static @Nullable Wait point(String text, @Nullable Instant now) {
    Matcher epoch = EPOCH.matcher(text);
    if (epoch.find()) {
      return Wait.until(Instant.ofEpochSecond(Long.parseLong(epoch.group(1))), now);
    }
    Matcher point = POINT.matcher(text);
    if (point.find()) {
      return pointInTime(point, now);
    }
    Matcher clock = CLOCK.matcher(text);
    return now != null && clock.find() ? nextClock(clock, now) : null;
  }

  private static @Nullable Wait pointInTime(Matcher found, @Nullable Instant now) {
    String seconds = found.group(3) == null ? ":00" : found.group(3);
    String zone =
        found.group(4).startsWith("+") || found.group(4).startsWith("-") ? found.group(4) : "Z";
    Instant when = WaitTimes.isoInstant(found.group(1) + "T" + found.group(2) + seconds + zone);
    return when == null ? null : Wait.until(when, now);
  }

  private static @Nullable Wait nextClock(Matcher found, Instant now) {
    int hour =
        Integer.parseInt(found.group(1)) % 12 + (found.group(3).equalsIgnoreCase("pm") ? 12 : 0);
    int minute = found.group(2) == null ? 0 : Integer.parseInt(found.group(2));
    try {
      ZonedDateTime here = now.atZone(ZoneId.of(found.group(4)));
      ZonedDateTime next = here.with(LocalTime.of(hour, minute));
      return Wait.until((next.isAfter(here) ? next : next.plusDays(1)).toInstant(), now);
    } catch (DateTimeException unknownZoneOrTime) {
      return null;
    }
  }
}
