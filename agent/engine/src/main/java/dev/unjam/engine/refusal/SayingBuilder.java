package dev.unjam.engine.refusal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the settings of one rule about lines in and says where one of them is wrong. */
final class SayingBuilder {
  /** The key that makes a rule one of these. */
  static final String KIND = "says";

  private static final String KEYS =
      "says, source, status, words, unless, line, where a rule has says";

  private final String id;
  private final Setting head;
  private final Set<Integer> statuses = new LinkedHashSet<>();
  private final List<Phrase> words = new ArrayList<>();
  private final List<Phrase> unless = new ArrayList<>();
  private final List<Piece> pieces = new ArrayList<>();
  private Saying.@Nullable Says says;
  private String source = "";

  /**
   * @param head stands for what is missing
   */
  SayingBuilder(String id, Setting head) {
    this.id = id;
    this.head = head;
  }

  void set(Setting s) {
    switch (s.key()) {
      case KIND -> says = says(s);
      case "source" -> source = s.value();
      case "status" -> statuses.addAll(s.statuses());
      case "words" -> words.addAll(s.phrases());
      case "unless" -> unless.addAll(s.phrases());
      case "line" -> s.parts().forEach(part -> pieces.add(piece(part, s)));
      default -> throw s.bad("the keys are " + KEYS);
    }
  }

  Saying build() {
    if (source.isEmpty()) {
      throw missing("source").bad("rule \"" + id + "\" needs source = where you know it from");
    }
    boolean sentence = !statuses.isEmpty() || !words.isEmpty();
    if (!sentence && pieces.isEmpty()) {
      throw missing(KIND)
          .bad("rule \"" + id + "\" needs words, status or line, or it decides everything");
    }
    if (!pieces.isEmpty() && (sentence || !unless.isEmpty())) {
      throw missing("line")
          .bad("rule \"" + id + "\" has words, status or unless too: make two rules of it");
    }
    Saying.Says decides = says;
    if (decides == null) {
      throw missing(KIND).bad("one of refusal, others, error");
    }
    if ((decides == Saying.Says.ERROR) != !pieces.isEmpty() && decides != Saying.Says.OTHERS) {
      throw missing(KIND)
          .bad("rule \"" + id + "\": a refusal is told by words or status, an error by line");
    }
    return new Saying(
        id,
        decides,
        source,
        Set.copyOf(statuses),
        List.copyOf(words),
        List.copyOf(unless),
        List.copyOf(pieces));
  }

  private static Saying.Says says(Setting s) {
    Saying.Says says = Saying.Says.fromLabel(s.value());
    if (says == null) {
      throw s.bad("one of refusal, others, error");
    }
    return says;
  }

  private static Piece piece(String part, Setting s) {
    Piece piece = Piece.of(part);
    if (piece.text().isEmpty()) {
      throw s.bad("pieces of a line with at least one sign, separated by |");
    }
    return piece;
  }

  private Setting missing(String key) {
    return new Setting(head.file(), head.line(), key, "");
  }
}
