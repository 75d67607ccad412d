package dev.unjam.engine.refusal;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a line says, in the forms in which rules look at it; each is made when it is asked for. */
final class Sentence {
  private final String text;
  private @Nullable String words;
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
