package dev.unjam.engine.refusal;

import dev.unjam.engine.refusal.Saying.Says;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Judges by the rules what a line says that brings no error object: the first that matches decides.
 *
 * <p>Compilers, databases, package managers and programs under test share a provider's single
 * words, so a rule takes an HTTP status that stands as one, a phrase in one clause that is hardly
 * anybody else's, or a name where a code stands. Immutable, safe for any thread; the work is linear
 * in the line and the rules.
 */
final class Sayings {
  private static final int MOST_CHARS = 1000;

  private final List<Saying> ofSentences;
  private final List<Saying> ofLines;
  private final List<Saying> errors;
  private final Vocabulary vocabulary;
  private final Traces traces;

  Sayings(List<Saying> rules) {
    ofSentences = rules.stream().filter(Saying::isOfSentences).toList();
    errors = rules.stream().filter(rule -> rule.says() == Says.ERROR).toList();
    vocabulary =
        new Vocabulary(rules.stream().flatMap(rule -> rule.vocabulary().stream()).toList());
    traces = Traces.of(rules.stream().filter(rule -> rule.says() == Says.REFUSAL).toList());
    ofLines = rules.subList(0, behindTheLastOfOthersLines(rules));
  }

  /** Behind it nothing can take a line for somebody else's any more. */
  private static int behindTheLastOfOthersLines(List<Saying> rules) {
    int end = rules.size();
    while (end > 0 && !isOfOthersLines(rules.get(end - 1))) {
      end--;
    }
    return end;
  }

  private static boolean isOfOthersLines(Saying rule) {
    return rule.says() == Says.OTHERS && !rule.isOfSentences();
  }

  /** Whether the words are a refusal of whoever speaks, and of nobody else. */
  boolean refuse(String words) {
    return mayRefuse(words) && of(words) == Says.REFUSAL;
  }

  /** Whether it is worth it to ask: of most of what programs print a glance tells. */
  boolean mayRefuse(String words) {
    return traces.in(lower(words));
  }

  /** Whether the words are about somebody else's request, a meter, or about what went on. */
  boolean areOfOthers(String words) {
    return of(words) == Says.OTHERS;
  }

  /** What a sentence is, or null for none of them. */
  @Nullable Says of(String words) {
    String said = Clean.cap(words, MOST_CHARS).strip();
    String lower = lower(said);
    if (LineForms.isAboutOthers(lower)) {
      return Says.OTHERS;
    }
    boolean table = LineForms.isTable(lower);
    Sentence whole = new Sentence(lower);
    Sentence own = new Sentence(LineForms.unquoted(said));
    for (Saying rule : ofSentences) {
      boolean refusal = rule.says() == Says.REFUSAL;
      if (!(refusal && table) && rule.matches(refusal ? own : whole, vocabulary)) {
        return rule.says();
      }
    }
    return null;
  }

  /**
   * Whether a whole line is about somebody else, or of what went well in the end: of a program's
   * tools, its packages, its telemetry, a compiler's or a test's line that it hands on.
   */
  boolean isOfOthersLine(String line) {
    String said = Clean.cap(line, MOST_CHARS);
    String lower = lower(said);
    if (LineForms.isOfOthers(lower)) {
      return true;
    }
    Sentence own = new Sentence(LineForms.unquoted(said));
    for (Saying rule : ofLines) {
      if (isOfOthersLines(rule) && rule.matchesLine(lower)) {
        return true;
      }
      if (rule.says() == Says.REFUSAL && rule.matches(own, vocabulary)) {
        return false;
      }
    }
    return false;
  }

  /** Whether providers' sentences have each of these words, which are in lower case. */
  boolean areAProviders(String words) {
    return vocabulary.has(words);
  }

  /** Whether a line, in lower case, is an error's that nothing marks as one. */
  boolean isError(String lower) {
    return errors.stream().anyMatch(rule -> rule.matchesLine(lower));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
  }
}
