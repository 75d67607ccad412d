package dev.unjam.engine.refusal;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the reset of the limit that is exhausted out of {@code x-ratelimit-*}, {@code
 * anthropic-ratelimit-*} and their like.
 */
final class LimitHeaders {
  private final Map<String, String> headers;
  private final @Nullable Instant now;

  /** {@code headers} finds names in any case. */
  LimitHeaders(Map<String, String> headers, @Nullable Instant now) {
    this.headers = headers;
    this.now = now;
  }

  /**
   * The longest reset among limits with nothing remaining; else that of a limit without a count.
   */
  @Nullable Wait reset() {
    Wait exhausted = null;
    Wait uncounted = null;
    for (Map.Entry<String, String> each : headers.entrySet()) {
      String name = each.getKey().toLowerCase(Locale.ROOT);
      if (!isReset(name)) {
        continue;
      }
      Wait wait = WaitTimes.value(each.getValue(), now);
      String remaining = remainingOf(name);
      if (remaining == null) {
        uncounted = longer(uncounted, wait);
      } else if (Double.valueOf(0).equals(Numbers.decimal(remaining))) {
        exhausted = longer(exhausted, wait);
      }
    }
    return exhausted == null ? uncounted : exhausted;
  }

  private static boolean isReset(String name) {
    boolean limit =
        name.contains("ratelimit") || name.contains("rate-limit") || name.contains("codex-primary");
    return limit && name.contains("reset") && !name.endsWith("-at");
  }

  private @Nullable String remainingOf(String name) {
    int codex = name.indexOf("reset-after-seconds");
    if (codex > 0) {
      String used = headers.get(name.substring(0, codex) + "used-percent");
      return used == null ? null : String.valueOf(used.startsWith("100") ? 0 : 1);
    }
    return headers.get(name.replace("reset", "remaining"));
  }

  private static @Nullable Wait longer(@Nullable Wait a, @Nullable Wait b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.time().compareTo(b.time()) >= 0 ? a : b;
  }
}
