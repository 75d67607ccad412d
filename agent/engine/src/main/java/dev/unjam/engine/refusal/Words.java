package dev.unjam.engine.refusal;

import java.util.Locale;

/**
 * Brings codes and sentences into one form, so that one vocabulary serves both.
 *
 * <p>Lower case, one blank between words and around a slash, no other punctuation; {@code
 * ServiceQuotaExceededException} and {@code SERVICE_QUOTA_EXCEEDED} both begin as {@code service
 * quota exceeded}.
 */
final class Words {
  private Words() {}

  /** The words of an error code, split at case changes too. */
  static String ofCode(String code) {
    StringBuilder split = new StringBuilder(code.length() + 8);
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      if (i > 0 && Character.isUpperCase(c) && startsWord(code, i)) {
        split.append(' ');
      }
      split.append(c);
    }
    return ofText(split.toString());
  }

  private static boolean startsWord(String code, int at) {
    if (Character.isLowerCase(code.charAt(at - 1))) {
      return true;
    }
    return Character.isUpperCase(code.charAt(at - 1))
        && at + 1 < code.length()
        && Character.isLowerCase(code.charAt(at + 1));
  }

  /** The words of a sentence. */
  static String ofText(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
        out.append(Character.toLowerCase(c));
      } else if (c == '/') {
        blank(out).append('/');
        blank(out);
      } else if (!isApostrophe(c) || !insideWord(text, i)) {
        blank(out);
      }
    }
    return out.toString().trim().toLowerCase(Locale.ROOT);
  }

  private static StringBuilder blank(StringBuilder out) {
    if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
      out.append(' ');
    }
    return out;
  }

  private static boolean isApostrophe(char c) {
    return c == '\'' || c == '\u2019';
  }

  private static boolean insideWord(String text, int at) {
    return at > 0
        && at + 1 < text.length()
        && Character.isLetter(text.charAt(at - 1))
        && Character.isLetter(text.charAt(at + 1));
  }
}
