package dev.unjam.engine.refusal;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads spans of time as servers and people write them: {@code 6m0s}, {@code 4hr 10min}, 20秒. */
final class Durations {
  private static final double SECOND = 1;
  private static final double MINUTE = 60;
  private static final double HOUR = 3600;
  private static final double DAY = 86400;
  private static final int MAX_PARTS = 8;

  private static final Map<String, Double> UNITS =
      Map.ofEntries(
          Map.entry("ms", 0.001),
          Map.entry("msec", 0.001),
          Map.entry("millis", 0.001),
          Map.entry("millisecond", 0.001),
          Map.entry("milliseconds", 0.001),
          Map.entry("毫秒", 0.001),
          Map.entry("s", SECOND),
          Map.entry("sec", SECOND),
          Map.entry("secs", SECOND),
          Map.entry("second", SECOND),
          Map.entry("seconds", SECOND),
          Map.entry("秒", SECOND),
          Map.entry("秒钟", SECOND),
          Map.entry("sekunden", SECOND),
          Map.entry("segundos", SECOND),
          Map.entry("secondes", SECOND),
          Map.entry("초", SECOND),
          Map.entry("m", MINUTE),
          Map.entry("min", MINUTE),
          Map.entry("mins", MINUTE),
          Map.entry("minute", MINUTE),
          Map.entry("minutes", MINUTE),
          Map.entry("分", MINUTE),
          Map.entry("分钟", MINUTE),
          Map.entry("minuten", MINUTE),
          Map.entry("minutos", MINUTE),
          Map.entry("분", MINUTE),
          Map.entry("h", HOUR),
          Map.entry("hr", HOUR),
          Map.entry("hrs", HOUR),
          Map.entry("hour", HOUR),
          Map.entry("hours", HOUR),
          Map.entry("小时", HOUR),
          Map.entry("个小时", HOUR),
          Map.entry("時間", HOUR),
          Map.entry("stunden", HOUR),
          Map.entry("horas", HOUR),
          Map.entry("heures", HOUR),
          Map.entry("시간", HOUR),
          Map.entry("d", DAY),
          Map.entry("day", DAY),
          Map.entry("days", DAY),
          Map.entry("天", DAY),
          Map.entry("日", DAY),
          Map.entry("tage", DAY),
          Map.entry("tagen", DAY),
          Map.entry("jours", DAY),
          Map.entry("w", 7 * DAY),
          Map.entry("wk", 7 * DAY),
          Map.entry("week", 7 * DAY),
          Map.entry("weeks", 7 * DAY),
          Map.entry("周", 7 * DAY),
          Map.entry("month", 30 * DAY),
          Map.entry("months", 30 * DAY));

  private Durations() {}

  /** The span that the whole text is; null where it is something else. */
  static @Nullable Duration whole(String text) {
    String trimmed = text.strip();
    Reader reader = new Reader(trimmed, 0);
    Duration found = reader.read();
    return found != null && reader.at == trimmed.length() ? found : null;
  }

  /** The span that begins at an index; null where none does. */
  static @Nullable Duration at(String lowerCase, int index) {
    return new Reader(lowerCase, index).read();
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text, int at) {
      this.text = text;
      this.at = at;
    }

    @Nullable Duration read() {
      Duration clock = clock();
      if (clock != null) {
        return clock;
      }
      double sum = 0;
      int parts = 0;
      int end = at;
      while (parts < MAX_PARTS) {
        Double number = number();
        Double unit = number == null ? null : unit();
        if (number == null || unit == null) {
          break;
        }
        sum += number * unit;
        parts++;
        end = at;
        joint();
      }
      at = end;
      return parts == 0 ? null : Wait.seconds(sum);
    }

    /** {@code [days.]hh:mm:ss}, as API gateways write it. */
    private @Nullable Duration clock() {
      int end = at;
      while (end < text.length()
          && end - at < 16
          && "0123456789:.".indexOf(text.charAt(end)) >= 0) {
        end++;
      }
      String[] parts = text.substring(at, end).split(":", -1);
      if (parts.length != 3) {
        return null;
      }
      String[] head = parts[0].split("\\.", -1);
      Integer days = head.length == 2 ? Numbers.small(head[0]) : Integer.valueOf(0);
      Integer hours = Numbers.small(head[head.length - 1]);
      Integer minutes = Numbers.small(parts[1]);
      Double seconds = Numbers.decimal(stripDot(parts[2]));
      if (days == null || hours == null || minutes == null || seconds == null) {
        return null;
      }
      at = end;
      return Wait.seconds(days * DAY + hours * HOUR + minutes * MINUTE + seconds);
    }

    private static String stripDot(String text) {
      return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private @Nullable Double number() {
      int end = at;
      while (end < text.length() && (isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
        end++;
      }
      Double number = Numbers.decimal(text.substring(at, end));
      at = number == null ? at : end;
      return number;
    }

    private @Nullable Double unit() {
      int start = at;
      blanks();
      if (at < text.length() && text.charAt(at) == '-') {
        at++;
      }
      int end = at;
      while (end < text.length() && Character.isLetter(text.charAt(end)) && end - at < 14) {
        end++;
      }
      Double unit = longest(end);
      at = unit == null ? start : at;
      return unit;
    }

    /** Scripts without blanks let the next word follow at once: take the longest unit there is. */
    private @Nullable Double longest(int end) {
      boolean ideographic = end > at && text.charAt(at) > '\u2e80';
      for (int stop = end; stop > at; stop--) {
        Double unit = UNITS.get(text.substring(at, stop).toLowerCase(java.util.Locale.ROOT));
        if (unit != null) {
          at = stop;
          return unit;
        }
        if (!ideographic) {
          return null;
        }
      }
      return null;
    }

    private void joint() {
      blanks();
      if (at < text.length() && text.charAt(at) == ',') {
        at++;
        blanks();
      }
      if (text.startsWith("and ", at)) {
        at += "and ".length();
      }
    }

    private void blanks() {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }
  }
}
