package dev.unjam.engine.refusal;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows lines by their form alone, whatever their words are: a table, a diff, a compiler's place,
 * somebody's address, and what of a line is no word about a failure. The words stand in the rules.
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
   * The speaker's name in a log, a compiler's place before its message, wget's opening, where a
   * diff or a list begins a line, and a commit before its title, as long as Git writes its name.
   */
  private static final Pattern OF_OTHERS =
      Pattern.compile(
          "^(?:(?!\\W?[45]\\d\\d\\b)\\S{1,80}\\s{1,4}){0,5}\\W?mcp\\b"
              + "|(?:logger|logger_name|name|component|service|target|module|scope)=\"?[\\w.:]{0,80}"
              + "\\b(?:tools?|mcp)\\b"
              + "|^[\\w./\\\\@-]{1,200}\\.[a-z]{1,5}(?::\\d|\\(\\d)"
              + "|^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d error \\d{3}:|^[-+>*|]"
              + "|^(?=\\d{0,40}[a-f])(?=[a-f]{0,40}\\d)(?:[0-9a-f]{7,12}|[0-9a-f]{40})"
              // a request's, not a commit's, where a record of an error follows
              + " (?!\\[(?:error|warn|fatal)\\b|api error\\b|error code\\b|\\{)[^|:\\-]");

  /** When a line was written is no time to come back. */
  private static final Pattern TIME =
      Pattern.compile(
          "^(\\s{0,16}(?:[A-Z]{4,8} |ts=|time=|timestamp=)?)[\\[\"]?\\d{4}-\\d\\d-\\d\\d[T ]"
              + "\\d\\d:\\d\\d(?::\\d\\d)?(?:[.,]\\d{1,9})?(?: ?(?:Z|[+-]\\d\\d:?\\d\\d)\\b)?");

  /** A file's name says what it is about, not what happened. */
  private static final Pattern FILE_NAME =
      Pattern.compile("[\\w/\\\\-]++(?:\\.[\\w/\\\\-]++)*+((?::\\d{1,6}){0,2}+)");

  private static final Set<String> FILES =
      Set.of(
          "md", "txt", "ts", "tsx", "js", "jsx", "mjs", "py", "java", "kt", "go", "rs", "rb", "c",
          "cc", "cpp", "h", "cs", "php", "sh", "json", "yml", "yaml", "toml", "xml", "html", "css",
          "log", "lock", "snap", "sql");

  private static final int MOST_CHARS = 1000;

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

  /** What of a line's words can be about a failure. */
  static String own(String words) {
    String untimed = TIME.matcher(Clean.cap(words, MOST_CHARS)).replaceFirst("$1 ");
    return FILE_NAME
        .matcher(untimed)
        .replaceAll(name -> isFile(name) ? " " : Matcher.quoteReplacement(name.group()));
  }

  private static boolean isFile(MatchResult name) {
    int end = name.start(1) - name.start();
    int dot = name.group().lastIndexOf('.', end);
    return dot > 0 && FILES.contains(name.group().substring(dot + 1, end));
  }
}
