package dev.unjam.engine.refusal;

import java.util.regex.Pattern;

/**
 * Knows lines by their form alone, whatever their words are: a table, a diff, a compiler's place,
 * somebody's address. The words stand in the rules.
 */
final class LineForms {
  /** How much is used, which nobody is refused by; and whom a server under test refuses. */
  private static final Pattern ABOUT_OTHERS =
      Pattern.compile(
          "\\d ?% (?:of|used)\\b|\\b(?:from|for|to|client:?) \\d{1,3}(?:\\.\\d{1,3}){3}\\b");

  /** A name and a number: a table of how often it happened, a setting, a line's number. */
  private static final Pattern TABLE =
      Pattern.compile(
          "^\\W{0,8}(?!api error|claude ai)[\\w -]{1,60}[:=|(]\\s*\\[?(?:\\d{1,9}|true|false|yes|no|null|none)"
              + "[)\\]]?\\s*(?:[,;|].*)?$|^\\W{0,8}\\d{3}:|^\\w*_\\w*\\s?[:=]\\s*[\"']"
              + "|^(?:too many requests|rate limited|(?:rate limit|quota) exceeded)\\s?[:=|]\\s*\\d{1,2}\\b");

  /**
   * A name or a title that is quoted; and a sentence between double quotes, where it stands as a
   * word of another or as what a function is called with. The value of a field is none, and so is
   * that of a Python dict.
   */
  private static final Pattern QUOTED =
      Pattern.compile(
          "`[^`]{0,200}`|\\b(?i:title)=\"[^\"]{0,200}\"|'(?<!': ')[\\w.:/-]{1,100}'"
              + "|\"(?<=\\w \"|\\b[a-z]\\w{0,40}\\(\")[^\"]{0,200}\"");

  /**
   * The speaker's name in a log, a compiler's place before its message, wget's opening, and where a
   * diff or a list begins a line.
   */
  private static final Pattern OF_OTHERS =
      Pattern.compile(
          "^(?:(?!\\W?[45]\\d\\d\\b)\\S{1,80}\\s{1,4}){0,5}\\W?mcp\\b"
              + "|(?:logger|logger_name|name|component|service|target|module|scope)=\"?[\\w.:]{0,80}"
              + "\\b(?:tools?|mcp)\\b"
              + "|^[\\w./\\\\@-]{1,200}\\.[a-z]{1,5}(?::\\d|\\(\\d)"
              + "|^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d error \\d{3}:|^[-+>*|]");

  private LineForms() {}

  /** Whether a line, in lower case, is somebody else's. */
  static boolean isOfOthers(String lower) {
    return OF_OTHERS.matcher(lower).find();
  }

  /** Whether a sentence, in lower case, is about somebody else or a meter. */
  static boolean isAboutOthers(String lower) {
    return ABOUT_OTHERS.matcher(lower).find();
  }

  /** Whether a sentence, in lower case, is a name with its value. */
  static boolean isTable(String lower) {
    return TABLE.matcher(lower).find();
  }

  /** The sentence without what it quotes, in whose place is a sign. */
  static String unquoted(String said) {
    return QUOTED.matcher(said).replaceAll(" ; ");
  }
}
