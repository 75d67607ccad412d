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
          + " wait, wait-below";

  private final String id;
  private final String file;
  private final int firstLine;
  private final Set<Integer> statuses = new LinkedHashSet<>();
  private final Set<Transport> transports = EnumSet.noneOf(Transport.class);
  private final List<String> providers = new ArrayList<>();
  private final List<Phrase> codes = new ArrayList<>();
  private final List<Phrase> texts = new ArrayList<>();
  private final List<Phrase> words = new ArrayList<>();
  private final List<Phrase> also = new ArrayList<>();
  private final List<Phrase> unless = new ArrayList<>();
  private final List<String> links = new ArrayList<>();
  private final Map<String, Phrase> headers = new LinkedHashMap<>();
  private @Nullable RefusalClass refusalClass;
  private boolean decided;
  private String source = "";
  private @Nullable Duration wait;
  private @Nullable Duration waitBelow;

  RuleBuilder(String id, String file, int firstLine) {
    this.id = id;
    this.file = file;
    this.firstLine = firstLine;
  }

  void set(String key, String value, int line) {
    if (value.isEmpty()) {
      throw bad(line, key, value, "a value has to follow the =");
    }
    switch (key) {
      case "class" -> decide(value, line);
      case "source" -> source = value;
      case "status" -> each(value).forEach(part -> statuses.add(status(part, value, line)));
      case "transport" -> each(value).forEach(part -> transports.add(transport(part, value, line)));
      case "provider" -> each(value).forEach(part -> providers.add(part.toLowerCase(Locale.ROOT)));
      case "link" -> each(value).forEach(part -> links.add(part.toLowerCase(Locale.ROOT)));
      case "code" -> phrases(codes, key, value, line);
      case "text" -> phrases(texts, key, value, line);
      case "words" -> phrases(words, key, value, line);
      case "also" -> phrases(also, key, value, line);
      case "unless" -> phrases(unless, key, value, line);
      case "header" -> header(value, line);
      case "wait" -> wait = span(key, value, line);
      case "wait-below" -> waitBelow = span(key, value, line);
      default -> throw bad(line, key, value, "the keys are " + KEYS);
    }
  }

  Rule build() {
    if (!decided) {
      throw bad(
          firstLine,
          "class",
          "",
          "rule \"" + id + "\" needs class = quota, billing, rate_limit, overloaded or none");
    }
    if (source.isEmpty()) {
      throw bad(
          firstLine, "source", "", "rule \"" + id + "\" needs source = where you know it from");
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
      throw bad(
          firstLine,
          "class",
          "",
          "rule \"" + id + "\" needs a condition, or it decides everything");
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

  private void decide(String value, int line) {
    refusalClass = RefusalClass.fromLabel(value);
    if (refusalClass == null && !value.equals("none")) {
      throw bad(line, "class", value, "one of quota, billing, rate_limit, overloaded, none");
    }
    decided = true;
  }

  private int status(String part, String value, int line) {
    Integer number = Numbers.small(part);
    if (number == null || number < 400 || number > 599) {
      throw bad(line, "status", value, "HTTP statuses from 400 to 599, separated by |");
    }
    return number;
  }

  private Transport transport(String part, String value, int line) {
    try {
      return Transport.from(part);
    } catch (IllegalArgumentException e) {
      throw bad(line, "transport", value, "http, sse, stdio or grpc, separated by |");
    }
  }

  private void phrases(List<Phrase> into, String key, String value, int line) {
    for (String part : each(value)) {
      into.add(phrase(part, key, value, line));
    }
  }

  private Phrase phrase(String part, String key, String value, int line) {
    Phrase phrase = Phrase.of(part);
    if (phrase.isEmpty()) {
      throw bad(line, key, value, "phrases with at least one letter or digit, separated by |");
    }
    return phrase;
  }

  private void header(String value, int line) {
    int colon = value.indexOf(':');
    if (colon <= 0) {
      throw bad(line, "header", value, "write header = name: phrase");
    }
    headers.put(
        value.substring(0, colon).strip(),
        phrase(value.substring(colon + 1), "header", value, line));
  }

  private Duration span(String key, String value, int line) {
    Duration span = Durations.whole(value);
    if (span == null) {
      throw bad(line, key, value, "a span such as 90s, 5m or 1h");
    }
    return span;
  }

  private static List<String> each(String value) {
    List<String> parts = new ArrayList<>();
    for (String part : value.split("\\|", -1)) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return parts;
  }

  private BadRulesException bad(int line, String key, String value, String right) {
    return new BadRulesException(
        file, line, key + " = \"" + Clean.message(value) + "\" cannot be used", right);
  }
}
