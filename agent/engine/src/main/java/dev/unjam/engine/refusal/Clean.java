package dev.unjam.engine.refusal;

import java.util.regex.Pattern;

/** Makes a provider's words fit for a log: short, one line, without secrets. */
final class Clean {
  static final int MESSAGE_CHARS = 200;
  private static final int READ_CHARS = 1000;
  private static final int CODE_CHARS = 64;

  // Possessive or single-class patterns only: each is linear in the input.
  private static final Pattern URL_TAIL =
      Pattern.compile("(https?://[^\\s?#\"'<>]*+)[?#][^\\s\"'<>]*+");
  private static final Pattern USER_INFO = Pattern.compile("(https?://)[^\\s/@\"'<>]{1,200}+@");
  private static final Pattern NAMED_SECRET =
      Pattern.compile(
          "(?i)\\b(bearer|basic|api[-_ ]?key|token|password|secret|authorization)(\\s{0,3}[:=]\\s{0,3}|\\s)"
              + "(?=[^\\s,;\"']{0,200}[0-9*])[^\\s,;\"']{6,}+");
  private static final Pattern PASSWORD =
      Pattern.compile(
          "(?i)\\b(password|passwd|passphrase|pwd|secret)([\"']?\\s{0,3}[:=]\\s{0,3}[\"']?)"
              + "[^\\s,;\"']++");

  /** What programs print of themselves beside an error: a cookie has several values. */
  private static final Pattern NAMED_VALUE =
      Pattern.compile(
          "(?i)\\b([\\w-]{0,32}(?:key|token|secret|auth|credentials?|session(?:[-_]?id)?|sid|csrf))"
              + "([\"']?(?:\\s{0,3}=\\s{0,3}|:\\s{0,3})[\"']?)[^\\s,;\"'&]++");

  private static final Pattern HEADER =
      Pattern.compile(
          "(?i)\\b((?:set-)?cookies?|(?:proxy-)?authorization)([\"']?\\s{0,3}[:=]\\s{0,3}[\"']?)"
              + "(?:(?:bearer|basic|digest|token)\\s)?[^\\s,;\"']++(?:;\\s{0,3}[^\\s,;\"']++)*+");

  /** Behind these stands what a person wrote, whose end nobody knows. */
  private static final Pattern OF_THE_USER =
      Pattern.compile(
          "(?i)\\b(prompt|query|question|user[-_ ]?(?:message|input|prompt)|input|args?|argv|arguments)"
              + "([\"']?\\s{0,3}=\\s{0,3}).++");

  private static final Pattern KEY_SHAPE =
      Pattern.compile(
          "\\b(?:sk|pk|rk|ak|gsk|hf|xai|nvapi|ghp|gho|pplx|key|org|xox[a-z]|AKIA|AIza|eyJ)[-_]?[A-Za-z0-9_*.\\-]{6,}+");
  private static final Pattern LONG_TOKEN =
      Pattern.compile("\\b(?=[A-Za-z_-]{0,64}[0-9])[A-Za-z0-9_-]{32,}+");
  private static final Pattern MAIL =
      Pattern.compile("[A-Za-z0-9._%+-]{1,64}+@[A-Za-z0-9.-]{1,200}+");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]++");

  private Clean() {}

  static String message(String raw) {
    String text = cap(raw, READ_CHARS);
    text = BLANKS.matcher(text).replaceAll(" ");
    text = USER_INFO.matcher(text).replaceAll("$1");
    text = URL_TAIL.matcher(text).replaceAll("$1");
    text = NAMED_SECRET.matcher(text).replaceAll("$1$2***");
    text = PASSWORD.matcher(text).replaceAll("$1$2***");
    text = HEADER.matcher(text).replaceAll("$1$2***");
    text = NAMED_VALUE.matcher(text).replaceAll("$1$2***");
    text = OF_THE_USER.matcher(text).replaceAll("$1$2***");
    text = KEY_SHAPE.matcher(text).replaceAll("***");
    text = LONG_TOKEN.matcher(text).replaceAll("***");
    text = MAIL.matcher(text).replaceAll("***");
    return cap(text.trim(), MESSAGE_CHARS);
  }

  static String code(String raw) {
    return cap(message(raw), CODE_CHARS);
  }

  /** Cuts without leaving half a surrogate pair. */
  static String cap(String text, int chars) {
    if (text.length() <= chars) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(chars - 1)) ? chars - 1 : chars;
    return text.substring(0, end);
  }
}
