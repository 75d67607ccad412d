package dev.unjam.engine.refusal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads rules as a person writes them; the format stands at the head of the built-in file. */
final class RuleFile {
  private static final int LONGEST_LINE = 8192;

  private final String source;
  private final List<Rule> rules = new ArrayList<>();
  private final List<Saying> sayings = new ArrayList<>();
  private final Map<String, Integer> lineOfId = new HashMap<>();
  private final List<Setting> settings = new ArrayList<>();
  private @Nullable String open;
  private int firstLine;
  private int line;

  private RuleFile(String source) {
    this.source = source;
  }

  /**
   * Reads all rules.
   *
   * @throws BadRulesException if one of them cannot be used
   */
  static Rules read(Reader reader, String source) {
    RuleFile file = new RuleFile(source);
    try (BufferedReader lines = new BufferedReader(new Bounded(reader))) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        file.line++;
        file.line(file.line == 1 ? withoutMark(text).strip() : text.strip());
      }
    } catch (IOException e) {
      throw new BadRulesException(source, e);
    }
    file.close();
    return new Rules(source, file.lineOfId, file.rules, file.sayings);
  }

  /** Some editors write a byte order mark before everything else. */
  private static String withoutMark(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private void line(String text) {
    if (text.length() > LONGEST_LINE) {
      throw bad("it has " + text.length() + " characters", "write at most " + LONGEST_LINE);
    }
    if (text.isEmpty() || text.startsWith("#")) {
      return;
    }
    if (text.startsWith("[")) {
      section(text);
    } else {
      setting(text);
    }
  }

  private void section(String text) {
    close();
    String id = text.endsWith("]") ? text.substring(1, text.length() - 1).strip() : "";
    if (!isId(id)) {
      throw bad("\"" + text + "\" names no rule", "write [id] with letters, digits, '-' and '.'");
    }
    Integer before = lineOfId.putIfAbsent(id, line);
    if (before != null) {
      throw bad(
          "rule \"" + id + "\" stands in line " + before + " already", "give each rule its own id");
    }
    open = id;
    firstLine = line;
  }

  private static boolean isId(String id) {
    return !id.isEmpty()
        && id.length() <= 80
        && id.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '.');
  }

  private void setting(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw bad(
          "\"" + Clean.message(text) + "\" is neither [id], key = value nor a # comment",
          "write key = value");
    }
    if (open == null) {
      throw bad(
          "\"" + Clean.message(text) + "\" stands before the first [id]",
          "begin the rule with [id]");
    }
    Setting setting =
        new Setting(
            source, line, text.substring(0, equals).strip(), text.substring(equals + 1).strip());
    if (setting.value().isEmpty()) {
      throw setting.bad("a value has to follow the =");
    }
    settings.add(setting);
  }

  /** Which kind of rule it is says one of its keys, which may stand anywhere in it. */
  private void close() {
    String id = open;
    if (id == null) {
      return;
    }
    Setting head = new Setting(source, firstLine, "", "");
    if (settings.stream().anyMatch(s -> s.key().equals(SayingBuilder.KIND))) {
      SayingBuilder builder = new SayingBuilder(id, head);
      settings.forEach(builder::set);
      sayings.add(builder.build());
    } else {
      RuleBuilder builder = new RuleBuilder(id, head);
      settings.forEach(builder::set);
      rules.add(builder.build());
    }
    settings.clear();
    open = null;
  }

  private BadRulesException bad(String problem, String right) {
    return new BadRulesException(source, line, problem, right);
  }
}
