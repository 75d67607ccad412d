package dev.unjam.engine.refusal;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Judges whether a sentence that brings no error object says that a provider refuses.
 *
 * <p>Compilers, databases, package managers and programs under test share a provider's single
 * words, so it takes an HTTP status that stands as one, or a phrase that is hardly anybody else's.
 */
final class ProviderWords {
  private static final int MOST_CHARS = 1000;

  private static final Set<Integer> REFUSALS = Set.of(402, 429, 498, 529);

  private static final Pattern STRONG =
      Pattern.compile(
          "\\brate[ _-]?limit[ _-]?(?:exceeded|reached|error|hit)|\\brate limited(?: you|[.;!])"
              + "|\\b(?:exceed\\w*|hit|reached) (?:your|the|a|\\w+'s) [\\w' -]{0,40}rate limit"
              + "|\\btoo many requests\\b|\\binsufficient[ _]quota\\b"
              + "|\\bquota (?:limit )?(?:exceeded|exhausted|reached)\\b|\\bquota_exceeded\\b"
              + "|\\b(?:exceeded|reached|exhausted|hit) your\\b.{0,60}?\\b(?:limits?|quota|capacity)\\b"
              + "|\\bexceeded (?:the|its) [\\w -]{0,30}quota\\b"
              + "|\\b(?:usage|quota|session|plan|5-hour|weekly|daily|monthly)(?: usage)? limit"
              + " (?:has been )?(?:reached|exceeded|exhausted)\\b"
              + "|\\bfree usage exceeded\\b|\\boverloaded_?error\\b"
              + "|\\b(?:model|server|engine|provider|api)(?: is)?(?: currently)? overloaded\\b"
              + "|\\bmodel is (?:currently )?at capacity\\b"
              + "|\\bcredit balance (?:is )?too low\\b|\\bout of credits\\b|\\binsufficient credits\\b"
              + "|\\binsufficient (?:account|credit) balance\\b"
              + "|\\bresource_exhausted\\b|\\bresource has been exhausted\\b"
              + "|\\bthrottling(?:exception| error)\\b");

  /** How much is used or left, which nobody is refused by. */
  private static final Pattern METER =
      Pattern.compile(
          "\\d ?% (?:of|used)\\b|\\bapproaching\\b|\\bless than\\b|\\bleft\\b|\\bremaining\\b"
              + "|\\bheads up\\b|\\bused over\\b");

  private static final Pattern WENT_ON =
      Pattern.compile(
          "\\bfall(?:s|ing|en)? ?back\\b|\\bfallback\\b|\\bresum(?:ed|ing)\\b|\\bcompleted\\b"
              + "|\\bok\\b|\\blifted\\b|\\bcleared\\b|\\bswitched to\\b|\\bcontinuing\\b|\\bno more\\b");

  /** A name and a number: a table of how often it happened, a setting, a line's number. */
  private static final Pattern TABLE =
      Pattern.compile(
          "^\\W{0,8}(?!api error|claude ai)[\\w -]{1,60}[:=|(]\\s*\\[?(?:\\d{1,9}|true|false|yes|no|null|none)"
              + "[)\\]]?\\s*(?:[,;|].*)?$|^\\W{0,8}\\d{3}:|^\\w*_\\w*\\s?[:=]\\s*[\"']"
              + "|^(?:too many requests|rate limited|(?:rate limit|quota) exceeded)\\s?[:=|]\\s*\\d{1,2}\\b");

  private static final Pattern QUOTED =
      Pattern.compile("`[^`]{0,200}`|\\btitle=\"[^\"]{0,200}\"|'[\\w.:/-]{1,100}'");

  /** Whoever fetches, compiles, tests or serves, and whom a server under test refuses. */
  private static final Pattern OTHERS =
      Pattern.compile(
          "\\b(?:un)?(?:download|fetch|pull|transferr?|push)(?:s|ed|ing)?\\b"
              + "|\\b(?:registry|artifact|repodata|conda\\w*|webpage|git(?:hub|lab)?|curl|wget|crates?"
              + "|npm|pnpm|yarn|pip|docker|containerd|toomanyrequests|httpreadseeker|smudge|kafka"
              + "|locust|kubectl|pods?|hooks?|lint\\w*|specs?|tests?|bash|changelog|plugin)\\b"
              + "|\\bexpected\\b|\\bweb[_ -]?(?:fetch|search)|\\bsearch provider\\b"
              + "|\\btools?\\b(?![-.])|\\b(?:get|head|post) \\S{0,3}https?:|\\buser asked\\b|\\bhow to\\b"
              + "|\\b(?:from|for|client:?) \\d{1,3}(?:\\.\\d{1,3}){3}\\b"
              + "|\\bfor (?:test )?(?:user|client|ip|tenant|role)\\b|\\bno module named\\b"
              + "|\\bno matching\\b|\\bcloning\\b|\\bnot defined\\b|\\bload resource\\b|\\bwhat (?:the|is|to)\\b");

  private ProviderWords() {}

  /** Whether the words are a refusal of whoever speaks, and of nobody else. */
  static boolean refuse(String words) {
    String lower = lower(words);
    String own = QUOTED.matcher(lower).replaceAll(" ");
    return !isOfOthers(words)
        && !TABLE.matcher(lower).find()
        && (STRONG.matcher(own).find()
            || StatusWords.ofLine(own).stream().anyMatch(REFUSALS::contains));
  }

  /** Whether the words are about somebody else's request, a meter, or about what went on. */
  static boolean isOfOthers(String words) {
    String lower = lower(words);
    return METER.matcher(lower).find()
        || WENT_ON.matcher(lower).find()
        || OTHERS.matcher(lower).find();
  }

  private static String lower(String words) {
    return Clean.cap(words, MOST_CHARS).strip().toLowerCase(Locale.ROOT).replace('\u2019', '\'');
  }
}
