package dev.unjam.engine.refusal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Takes a line apart at its signs: what stands on both sides of a colon, a quote or a full stop is
 * no phrase.
 *
 * <p>Within a clause there is one blank between words, in lower case. A name keeps its hyphens and
 * underscores and so is one word; {@code you've} becomes {@code youve}. A question is none: who
 * asks does not know.
 */
final class Clauses {
  private final List<String> clauses = new ArrayList<>();
  private final StringBuilder clause = new StringBuilder();
  private final String text;

  private Clauses(String text) {
    this.text = text;
  }

  /** The clauses of a line, in its order. */
  static List<String> of(String text) {
    Clauses found = new Clauses(text);
    for (int i = 0; i < text.length(); i++) {
      found.add(i);
    }
    found.end();
    return found.clauses;
  }

  private void add(int at) {
    char c = text.charAt(at);
    if (isWord(c)) {
      clause.append(c);
    } else if (Character.isWhitespace(c) && c != '\n') {
      blank();
    } else if (c == '-' && insideWord(at)) {
      clause.append(c);
    } else if (c == '.' && isDigit(at - 1) && isDigit(at + 1)) {
      clause.append(c);
    } else if (c == '?' && at > 0 && isWord(text.charAt(at - 1))) {
      clause.setLength(0);
    } else if (!((c == '\'' || c == '\u2019') && insideWord(at))) {
      end();
    }
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || c == '_' || c == '$';
  }

  private boolean insideWord(int at) {
    return at > 0
        && at + 1 < text.length()
        && isWord(text.charAt(at - 1))
        && isWord(text.charAt(at + 1));
  }

  private boolean isDigit(int at) {
    return at >= 0 && at < text.length() && Character.isDigit(text.charAt(at));
  }

  private void blank() {
    if (clause.length() > 0 && clause.charAt(clause.length() - 1) != ' ') {
      clause.append(' ');
    }
  }

  private void end() {
    String words = clause.toString().strip();
    if (!words.isEmpty()) {
      clauses.add(words.toLowerCase(Locale.ROOT));
    }
    clause.setLength(0);
  }
}
