package dev.unjam.engine.refusal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says about its own failure, gathered from wherever it stood; empty where the
 * answer is no failure at all.
 *
 * <p>Built by one thread for one classification.
 */
final class Evidence {
  private static final int TEXT_CHARS = 2000;
  private static final int MAX_PARTS = 24;

  /** Statuses below are none of HTTP's: gRPC's, or none at all. */
  private static final int OF_HTTP = 100;

  /** A sentence that begins with an exception's name, such as "ExceededBudget: ...". */
  private static final Pattern EXCEPTION = Pattern.compile("((?:[A-Z][a-z0-9]{1,30}){2,6}): ");

  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<Integer> statuses = new HashSet<>();
  private final List<String> codes = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final Map<String, String> hints = new HashMap<>();
  private final List<String> codeWords = new ArrayList<>();

  /** Found when the first rule asks for them, when all statuses are known; null until then. */
  private @Nullable List<String> textWords;

  private final StringBuilder links = new StringBuilder();
  private final Exchange exchange;
  private boolean failed;

  Evidence(Exchange exchange) {
    this.exchange = exchange;
    exchange.headers().forEach((name, value) -> headers.put(name.trim(), value));
  }

  /** Says that the answer is structurally a failure; without it nothing else counts. */
  void failed() {
    failed = true;
  }

  void status(int status) {
    if (status >= 400 && status < 600) {
      statuses.add(status);
    }
  }

  void code(String code) {
    String trimmed = code.trim();
    if (trimmed.isEmpty() || trimmed.length() > 200 || codes.size() >= MAX_PARTS) {
      return;
    }
    codes.add(trimmed);
    codeWords.add(Words.ofCode(trimmed));
  }

  /** A sentence of one word, such as "Overloaded" or {@code rate_limit}, reads like a code. */
  void word(String word) {
    if (codeWords.size() < MAX_PARTS) {
      codeWords.add(Words.ofCode(word));
    }
  }

  void text(String text) {
    if (text.isBlank() || texts.size() >= MAX_PARTS) {
      return;
    }
    String capped = Clean.cap(text, TEXT_CHARS);
    String plain = Links.cut(capped, links);
    texts.add(plain);
    if (exchange.status() < OF_HTTP) {
      StatusWords.ofSentence(plain).forEach(this::status);
    }
    Matcher name = EXCEPTION.matcher(plain);
    if (name.lookingAt()) {
      word(name.group(1));
    }
  }

  private List<String> textWords() {
    List<String> words = textWords;
    if (words == null) {
      boolean whole = refusesByStatus();
      words = texts.stream().map(t -> Words.ofText(whole ? t : Quotes.cut(t))).toList();
      textWords = words;
    }
    return words;
  }

  /** Keeps a value that tells when to come back, by its key in lower case without separators. */
  void hint(String key, String value) {
    hints.putIfAbsent(key, value);
  }

  /** What a client sent may be quoted in a 400; a 429's quotes are the provider's own. */
  private boolean refusesByStatus() {
    int own = exchange.status();
    if (own != 0) {
      return refuses(own);
    }
    return statuses.isEmpty() || statuses.stream().anyMatch(Evidence::refuses);
  }

  private static boolean refuses(int status) {
    return status == 402 || status == 403 || status == 429 || status >= 500;
  }

  boolean isFailure() {
    return failed;
  }

  Transport transport() {
    return exchange.transport();
  }

  Set<Integer> statuses() {
    return statuses;
  }

  List<String> codes() {
    return codes;
  }

  List<String> texts() {
    return texts;
  }

  Map<String, String> hints() {
    return hints;
  }

  Map<String, String> headers() {
    return headers;
  }

  @Nullable String header(String name) {
    return headers.get(name);
  }

  boolean anyCode(List<Phrase> phrases) {
    return anyIn(codeWords, phrases);
  }

  boolean anyText(List<Phrase> phrases) {
    return anyIn(textWords(), phrases);
  }

  boolean anyProvider(List<String> names) {
    String provider = exchange.provider() == null ? "" : exchange.provider();
    String known = (provider + " " + links).toLowerCase(Locale.ROOT);
    return names.stream().anyMatch(known::contains);
  }

  boolean anyLink(List<String> parts) {
    String all = links.toString().toLowerCase(Locale.ROOT);
    return parts.stream().anyMatch(all::contains);
  }

  private static boolean anyIn(List<String> words, List<Phrase> phrases) {
    for (String each : words) {
      for (Phrase phrase : phrases) {
        if (phrase.in(each)) {
          return true;
        }
      }
    }
    return false;
  }
}
