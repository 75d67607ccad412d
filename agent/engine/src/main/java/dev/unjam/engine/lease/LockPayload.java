package dev.unjam.engine.lease;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a holder wrote into its lock file.
 *
 * @param pid the holder's, or null
 * @param createdAt when it was taken, or null
 * @param starttime the holder's start in clock ticks since boot, or null
 * @param maxHold how long it meant to hold it, or null
 * @param fields all of it as written, the parts that we do not know included
 */
record LockPayload(
    @Nullable Long pid,
    @Nullable Instant createdAt,
    @Nullable Long starttime,
    @Nullable Duration maxHold,
    Map<String, @Nullable Object> fields) {
  static final LockPayload NONE = new LockPayload(null, null, null, null, Map.of());

  /** The names under which gateways write their pid namespace. */
  static final String[] NAMESPACE = {"pidNamespace", "pid_ns", "pidns"};

  /** Less than that, in 2001, is a counter or nothing rather than a time. */
  private static final long EARLIEST_SECONDS = 1_000_000_000L;

  private static final long EARLIEST_MILLIS = 100_000_000_000L;

  /** Reads JSON, or the bare pid that programs in many languages write; empty for anything else. */
  static Optional<LockPayload> parse(String text) {
    // some languages begin a UTF-8 file with a byte order mark
    String trimmed = (text.startsWith("\uFEFF") ? text.substring(1) : text).trim();
    return isNumber(trimmed)
        ? Optional.of(new LockPayload(Long.valueOf(trimmed), null, null, null, Map.of()))
        : JsonText.object(trimmed).map(LockPayload::of);
  }

  /** Returns a text field by the first of these names that has one, or null. */
  @Nullable String text(String... names) {
    for (String name : names) {
      if (fields.get(name) instanceof String text && !text.isEmpty()) {
        return text;
      }
    }
    return null;
  }

  private static LockPayload of(Map<String, @Nullable Object> fields) {
    Long maxHold = whole(fields.get("maxHoldMs"));
    return new LockPayload(
        whole(fields.get("pid")),
        time(fields.get("createdAt")),
        whole(fields.get("starttime")),
        maxHold == null || maxHold <= 0 ? null : Duration.ofMillis(maxHold),
        fields);
  }

  private static @Nullable Long whole(@Nullable Object value) {
    if (value instanceof Long number) {
      return number;
    }
    if (value instanceof String text && isNumber(text)) {
      return Long.valueOf(text);
    }
    return value instanceof Double real && Math.rint(real) == real && Math.abs(real) < 1e15
        ? Long.valueOf(real.longValue())
        : null;
  }

  /** ISO 8601 with an offset, or milliseconds or seconds since 1970. */
  private static @Nullable Instant time(@Nullable Object value) {
    try {
      if (value instanceof String text && !isNumber(text)) {
        return OffsetDateTime.parse(text).toInstant();
      }
      Long number = whole(value);
      if (number == null) {
        return null;
      }
      if (number < EARLIEST_SECONDS) {
        return null;
      }
      return number > EARLIEST_MILLIS
          ? Instant.ofEpochMilli(number)
          : Instant.ofEpochSecond(number);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= 18
        && text.chars().allMatch(character -> character >= '0' && character <= '9');
  }
}
