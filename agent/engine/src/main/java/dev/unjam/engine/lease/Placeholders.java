package dev.unjam.engine.lease;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The placeholders of a template: which there are, and their values in the places of them. */
final class Placeholders {
  static final List<String> KNOWN =
      List.of(
          "message",
          "incident",
          "timestamp",
          "epoch_ms",
          "session",
          "cwd",
          "id",
          "parent",
          "verdict",
          "class",
          "provider",
          "status",
          "code");

  private static final Pattern ONE = Pattern.compile("\\$\\{([^}]*)}");

  private Placeholders() {}

  /** Refuses a template that has one which there is not, or one in a field's name. */
  static void check(Map<String, @Nullable Object> template) throws BadTemplateException {
    checkNames(template);
    List<String> unknown = new ArrayList<>();
    walk(
        template,
        text ->
            ONE.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !KNOWN.contains(name))
                .forEach(unknown::add));
    if (!unknown.isEmpty()) {
      String name = CleanText.line(unknown.get(0), 40);
      throw new BadTemplateException(
          "knows no ${" + name + "}; there are " + String.join(", ", KNOWN));
    }
  }

  private static void checkNames(@Nullable Object template) throws BadTemplateException {
    if (template instanceof Map<?, ?> fields) {
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        String name = String.valueOf(field.getKey());
        if (ONE.matcher(name).find()) {
          throw new BadTemplateException(
              "has a placeholder in the field name \""
                  + CleanText.line(name, 40)
                  + "\"; they stand in values only");
        }
        checkNames(field.getValue());
      }
    } else if (template instanceof Iterable<?> items) {
      for (Object item : items) {
        checkNames(item);
      }
    }
  }

  /** Shows every text of a template but the fields' names. */
  static void walk(@Nullable Object template, Consumer<String> visitor) {
    if (template instanceof String text) {
      visitor.accept(text);
    } else if (template instanceof Map<?, ?> fields) {
      fields.values().forEach(value -> walk(value, visitor));
    } else if (template instanceof Iterable<?> items) {
      items.forEach(item -> walk(item, visitor));
    }
  }

  /** Returns a copy with the values in place. */
  static Map<String, @Nullable Object> fill(
      Map<?, ?> template, Function<String, @Nullable Object> values) {
    Map<String, @Nullable Object> filled = new LinkedHashMap<>();
    template.forEach((key, value) -> filled.put(String.valueOf(key), filled(value, values)));
    return filled;
  }

  private static @Nullable Object filled(
      @Nullable Object template, Function<String, @Nullable Object> values) {
    if (template instanceof Map<?, ?> fields) {
      return fill(fields, values);
    }
    if (template instanceof Iterable<?> items) {
      List<@Nullable Object> filled = new ArrayList<>();
      items.forEach(item -> filled.add(filled(item, values)));
      return filled;
    }
    return template instanceof String text ? text(text, values) : template;
  }

  private static @Nullable Object text(String text, Function<String, @Nullable Object> values) {
    Matcher one = ONE.matcher(text);
    return one.matches()
        ? values.apply(one.group(1))
        : one.replaceAll(found -> Matcher.quoteReplacement(word(found, values)));
  }

  private static String word(MatchResult found, Function<String, @Nullable Object> values) {
    Object value = values.apply(found.group(1));
    return value == null ? "" : value.toString();
  }
}
