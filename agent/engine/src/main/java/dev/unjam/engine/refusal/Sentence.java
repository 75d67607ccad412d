package dev.unjam.engine.refusal;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a line says, in the forms in which rules look at it; each is made when it is asked for. */
final class Sentence {
  private final String text;
  private @Nullable String words;
  private @Nullable List<String> clauses;
  private @Nullable List<ErrorNames.ErrorName> names;
  private @Nullable Set<Integer> statuses;

  Sentence(String text) {
    this.text = text;
  }

  /** As phrases are written. */
  String words() {
    String w = words;
    if (w == null) {
      w = Words.ofText(text);
      words = w;
    }
    return w;
  }

  /** Its parts between signs. */
  List<String> clauses() {
    List<String> c = clauses;
    if (c == null) {
      c = Clauses.of(text);
      clauses = c;
    }
    return c;
  }

  /** The names that stand where an error's code does. */
  List<ErrorNames.ErrorName> names() {
    List<ErrorNames.ErrorName> n = names;
    if (n == null) {
      n = ErrorNames.of(text);
      names = n;
    }
    return n;
  }

  /** The HTTP statuses that it names as such. */
  Set<Integer> statuses() {
    Set<Integer> s = statuses;
    if (s == null) {
      s = StatusWords.ofLine(text);
      statuses = s;
    }
    return s;
  }
}
