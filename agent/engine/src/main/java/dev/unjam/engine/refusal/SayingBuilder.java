package dev.unjam.engine.refusal;

import dev.unjam.engine.refusal.Saying.Says;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes the settings of one rule about lines in and says where one of them is wrong. */
final class SayingBuilder {
  /** The key that makes a rule one of these. */
  static final String KIND = "says";

  private static final String KEYS =
      "says, source, status, code, words, within, unless, line, where a rule has says";

  private static final Set<String> SINGLE = Set.of(KIND, "source", "within");

  private static final String KINDS = "one of refusal, others, error, vocabulary";

  private final String id;
  private final Written written;
  private final Set<Integer> statuses = new LinkedHashSet<>();
  private final List<Phrase> codes = new ArrayList<>();
  private final List<Setting> words = new ArrayList<>();
  private final List<Phrase> unless = new ArrayList<>();
  private final List<Piece> pieces = new ArrayList<>();
  private @Nullable Says says;
  private boolean within;
  private String source = "";

  /**
   * @param head stands for what is missing
   */
  SayingBuilder(String id, Setting head) {
    this.id = id;
    this.written = new Written(id, head, SINGLE);
  }

  void set(Setting s) {
    written.add(s);
    switch (s.key()) {
      case KIND -> says = says(s);
      case "source" -> source = s.value();
      case "status" -> statuses.addAll(s.statuses());
      case "code" -> codes.addAll(s.phrases());
      case "words" -> words.add(s);
      case "within" -> within = isWithin(s);
      case "unless" -> unless.addAll(s.phrases());
      case "line" -> s.parts().forEach(part -> pieces.add(piece(part, s)));
      default -> throw s.bad("the keys are " + KEYS);
    }
  }

  Saying build() {
    if (source.isEmpty()) {
      throw written.of("source").bad("rule \"" + id + "\" needs source = where you know it from");
    }
    Says decides = says;
    if (decides == null) {
      throw written.of(KIND).bad(KINDS);
    }
    boolean sentence = !statuses.isEmpty() || !codes.isEmpty() || !words.isEmpty();
    if (!sentence && pieces.isEmpty()) {
      throw written
          .of(KIND)
          .bad("rule \"" + id + "\" needs words, status, code or line, or it decides everything");
    }
    if (!pieces.isEmpty() && (sentence || !unless.isEmpty())) {
      throw written
          .of("line")
          .bad("rule \"" + id + "\" has words, status, code or unless too: make two rules of it");
    }
    check(decides);
    return new Saying(
        id,
        decides,
        source,
        Set.copyOf(statuses),
        List.copyOf(codes),
        decides == Says.VOCABULARY
            ? List.of()
            : words.stream().flatMap(s -> phrases(s, decides)).toList(),
        decides == Says.VOCABULARY
            ? words.stream().flatMap(SayingBuilder::words).toList()
            : List.of(),
        within,
        List.copyOf(unless),
        List.copyOf(pieces));
  }

  private void check(Says decides) {
    boolean others = decides == Says.OTHERS;
    if (!others && (decides == Says.ERROR) == pieces.isEmpty()) {
      throw written
          .of(KIND)
          .bad("rule \"" + id + "\": a refusal is told by words, code or status, an error by line");
    }
    if (within && (decides != Says.REFUSAL || words.isEmpty())) {
      throw written.of("within").bad("rule \"" + id + "\": it is for words of a refusal");
    }
    if (decides == Says.VOCABULARY
        && !(statuses.isEmpty() && codes.isEmpty() && unless.isEmpty())) {
      throw written.of(KIND).bad("rule \"" + id + "\": a vocabulary has words and nothing else");
    }
  }

  /** A refusal's words stand in one clause; others' words may be scattered over signs. */
  private static Stream<Phrase> phrases(Setting s, Says decides) {
    return decides == Says.REFUSAL ? s.clausePhrases().stream() : s.phrases().stream();
  }

  private static Stream<String> words(Setting s) {
    List<String> words =
        s.parts().stream()
            .flatMap(part -> Clauses.of(part).stream())
            .flatMap(clause -> Stream.of(clause.split(" ", -1)))
            .toList();
    if (words.isEmpty()) {
      throw s.bad("words with at least one letter or digit");
    }
    return words.stream();
  }

  private static Says says(Setting s) {
    Says label = Says.fromLabel(s.value());
    if (label == null) {
      throw s.bad(KINDS);
    }
    return label;
  }

  private static boolean isWithin(Setting s) {
    if (!s.value().equals("vocabulary")) {
      throw s.bad("write within = vocabulary, or leave it out");
    }
    return true;
  }

  private static Piece piece(String part, Setting s) {
    Piece piece = Piece.of(part);
    if (piece.text().isEmpty()) {
      throw s.bad("pieces of a line with at least one sign, separated by |");
    }
    return piece;
  }
}
