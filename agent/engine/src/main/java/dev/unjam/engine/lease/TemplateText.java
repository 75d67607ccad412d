package dev.unjam.engine.lease;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/**
 * Finds in a template's text what its objects do not show any more: a field that is there twice, of
 * which JSON keeps one, and a placeholder that nobody has closed.
 */
final class TemplateText {
  private static final String OPEN = "${";

  private final String text;

  /** Where each field of the objects around stands, the innermost object first. */
  private final Deque<Map<String, String>> fields = new ArrayDeque<>();

  private @Nullable String problem;

  private TemplateText(String text) {
    this.text = text;
  }

  /**
   * Looks through a text that is JSON.
   *
   * @throws BadTemplateException with the places
   */
  static void check(String text) throws BadTemplateException {
    TemplateText template = new TemplateText(text);
    JsonText.tokens(text, template::token);
    String problem = template.problem;
    if (problem != null) {
      throw new BadTemplateException(problem);
    }
  }

  private void token(JsonParser parser, JsonToken token) {
    switch (token) {
      case START_OBJECT -> fields.push(new HashMap<>());
      case END_OBJECT -> fields.pop();
      case PROPERTY_NAME -> {
        unclosed(parser.currentName(), parser.currentTokenLocation());
        twice(parser.currentName(), parser.currentTokenLocation());
      }
      case VALUE_STRING -> unclosed(parser.getString(), parser.currentTokenLocation());
      default -> {}
    }
  }

  private void twice(String name, TokenStreamLocation at) {
    String first = fields.getFirst().putIfAbsent(name, place(at, 0));
    if (first != null) {
      found(
          "has the field \""
              + CleanText.line(name, 40)
              + "\" twice in one object, "
              + first
              + " and "
              + place(at, 0)
              + "; one of them would be lost");
    }
  }

  private void unclosed(String value, TokenStreamLocation at) {
    int open = value.lastIndexOf(OPEN);
    if (open >= 0 && value.indexOf('}', open) < 0) {
      found(
          "has a placeholder that is not closed "
              + place(at, columns(at, open))
              + ": \""
              + CleanText.line(value.substring(open), 40)
              + "\"; it needs a }");
    }
  }

  /** How far from its quotation mark this is; an escape before it leaves the mark itself. */
  private int columns(TokenStreamLocation at, int index) {
    long raw = at.getCharOffset() + 1 + index;
    return raw >= 1 && raw < text.length() && text.startsWith(OPEN, (int) raw) ? 1 + index : 0;
  }

  private static String place(TokenStreamLocation at, int more) {
    return "at line " + at.getLineNr() + ", column " + (at.getColumnNr() + more);
  }

  private void found(String what) {
    problem = problem == null ? what : problem;
  }
}
