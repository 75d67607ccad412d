package dev.unjam.engine.refusal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes one rule's settings in and says where one of them is wrong. */
final class RuleBuilder {
  private static final String KEYS =
      "class, source, status, transport, provider, code, text, words, also, unless, link, header,"
          + " wait, wait-below; or says, for a rule about lines";

  private static final Set<String> SINGLE = Set.of("class", "source", "wait", "wait-below");

  private final String id;
  private final Written written;
  private final Set<Integer> statuses = new LinkedHashSet<>();
  private final Set<Transport> transports = EnumSet.noneOf(Transport.class);
  private final List<String> providers = new ArrayList<>();
  private final List<Phrase> codes = new ArrayList<>();
  private final List<Phrase> texts = new ArrayList<>();
  private final List<Phrase> words = new ArrayList<>();
  private final List<Phrase> also = new ArrayList<>();
  private final List<Phrase> unless = new ArrayList<>();
  private final List<String> links = new ArrayList<>();
  private final Map<String, List<Phrase>> headers = new LinkedHashMap<>();
  private @Nullable RefusalClass refusalClass;
  private boolean decided;
  private String source = "";
  private @Nullable Duration wait;
  private @Nullable Duration waitBelow;

  /**
   * @param head stands for what is missing
   */
  RuleBuilder(String id, Setting head) {
    this.id = id;
    this.written = new Written(id, head, SINGLE);
  }

  void set(Setting s) {
    written.add(s);
    switch (s.key()) {
      case "class" -> decide(s);
      case "source" -> source = s.value();
      case "status" -> statuses.addAll(s.statuses());
      case "transport" -> s.parts().forEach(part -> transports.add(transport(part, s)));
      case "provider" -> s.parts().forEach(part -> providers.add(part.toLowerCase(Locale.ROOT)));
      case "link" -> s.parts().forEach(part -> links.add(part.toLowerCase(Locale.ROOT)));
      case "code" -> codes.addAll(s.phrases());
      case "text" -> texts.addAll(s.phrases());
      case "words" -> words.addAll(s.phrases());
      case "also" -> also.addAll(s.phrases());
      case "unless" -> unless.addAll(s.phrases());
      case "header" -> header(s);
      case "wait" -> wait = span(s);
      case "wait-below" -> waitBelow = span(s);
      default -> throw s.bad("the keys are " + KEYS);
    }
  }

  Rule build() {
    if (!decided) {
      throw written
          .of("class")
          .bad("rule \"" + id + "\" needs class = quota, billing, rate_limit, overloaded or none");
    }
    if (source.isEmpty()) {
      throw written.of("source").bad("rule \"" + id + "\" needs source = where you know it from");
    }
    boolean any =
        statuses.size()
                    + transports.size()
                    + providers.size()
                    + codes.size()
                    + texts.size()
                    + words.size()
                    + links.size()
                    + headers.size()
                > 0
            || wait != null;
    if (!any) {
      throw written
          .of("class")
          .bad("rule \"" + id + "\" needs a condition, or it decides everything");
    }
    return new Rule(
        id,
        refusalClass,
        source,
        Set.copyOf(statuses),
        Set.copyOf(transports),
        List.copyOf(providers),
        List.copyOf(codes),
        List.copyOf(texts),
        List.copyOf(words),
        List.copyOf(also),
        List.copyOf(unless),
        List.copyOf(links),
        Map.copyOf(headers),
        wait,
        waitBelow);
  }

  private void decide(Setting s) {
    refusalClass = RefusalClass.fromLabel(s.value());
    if (refusalClass == null && !s.value().equals("none")) {
      throw s.bad("one of quota, billing, rate_limit, overloaded, none");
    }
    decided = true;
  }

  private static Transport transport(String part, Setting s) {
    try {
      return Transport.from(part);
    } catch (IllegalArgumentException e) {
      throw s.bad("http, sse, stdio or grpc, separated by |");
    }
  }

  private void header(Setting s) {
    int colon = s.value().indexOf(':');
    if (colon <= 0) {
      throw s.bad("write header = name: phrase");
    }
    String name = s.value().substring(0, colon).strip();
    headers
        .computeIfAbsent(name, n -> new ArrayList<>())
        .add(s.phrase(s.value().substring(colon + 1)));
  }

  private static Duration span(Setting s) {
    Duration span = Durations.whole(s.value());
    if (span == null) {
      throw s.bad("a span such as 90s, 5m or 1h");
    }
    return span;
  }
}
