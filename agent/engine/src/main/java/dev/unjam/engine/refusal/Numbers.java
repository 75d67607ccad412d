package dev.unjam.engine.refusal;

import org.jspecify.annotations.Nullable;

/** Reads numbers that strangers wrote. */
final class Numbers {
  private Numbers() {}

  /** A whole number of at most six digits, or null. */
  static @Nullable Integer small(String text) {
    String trimmed = text.trim();
    if (trimmed.isEmpty() || trimmed.length() > 6) {
      return null;
    }
    for (int i = 0; i < trimmed.length(); i++) {
      char c = trimmed.charAt(i);
      if (c < '0' || c > '9') {
        return null;
      }
    }
    return Integer.valueOf(trimmed);
  }

  /** A plain decimal number, never an exponent, a sign or NaN; or null. */
  static @Nullable Double decimal(String text) {
    String trimmed = text.trim();
    if (trimmed.isEmpty() || trimmed.length() > 20) {
      return null;
    }
    int dots = 0;
    for (int i = 0; i < trimmed.length(); i++) {
      char c = trimmed.charAt(i);
      if (c == '.') {
        dots++;
      } else if (c < '0' || c > '9') {
        return null;
      }
    }
    boolean onlyDot = trimmed.equals(".");
    return dots > 1 || onlyDot ? null : Double.valueOf(trimmed);
  }
}
