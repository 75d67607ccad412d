package samplehost;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a user's text asks the other side to play, such as {@code !slow:chunks=5:every=1s}.
 *
 * @param name the behaviour; {@code ok} if the text asks for none
 * @param words what follows it without {@code =}, in order
 * @param params what follows it as {@code key=value}
 */
public record Directive(String name, List<String> words, Map<String, String> params) {
  /** Reads the first word of the text that begins with an exclamation mark. */
  public static Directive of(String text) {
    for (String word : text.split("\\s+", -1)) {
      if (word.length() > 1 && word.startsWith("!")) {
        return parse(word.substring(1));
      }
    }
    return new Directive("ok", List.of(), Map.of());
  }

  private static Directive parse(String script) {
    String[] parts = script.split(":", -1);
    List<String> words = new ArrayList<>();
    Map<String, String> params = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals < 0) {
        words.add(parts[i]);
      } else {
        params.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
      }
    }
    return new Directive(parts[0], List.copyOf(words), Map.copyOf(params));
  }

  /** The first word after the name, or the default. */
  public String word(String otherwise) {
    return words.isEmpty() ? otherwise : words.get(0);
  }

  /** A count given as {@code key=N}, or the default. */
  public int count(String key, int otherwise) {
    return params.containsKey(key) ? number(key, params.get(key)) : otherwise;
  }

  /** The first word after the name as a count, or the default. */
  public int firstCount(int otherwise) {
    return words.isEmpty() ? otherwise : number(name, words.get(0));
  }

  private static int number(String of, String value) {
    if (!value.matches("\\d{1,9}")) {
      throw new IllegalArgumentException(
          "'" + value + "' of " + of + " is not a whole number, such as 3");
    }
    return Integer.parseInt(value);
  }

  /** A duration given as {@code key=1s}, or the default. */
  public Duration duration(String key, Duration otherwise) {
    return params.containsKey(key) ? Durations.parse(params.get(key)) : otherwise;
  }

  /** Whether {@code key=yes} was given. */
  public boolean says(String key) {
    return "yes".equals(params.get(key));
  }
}
