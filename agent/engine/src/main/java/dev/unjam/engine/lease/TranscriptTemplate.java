package dev.unjam.engine.lease;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/**
 * A form of the user's own: a JSON object whose texts have placeholders such as <code>${message}
 * </code>.
 *
 * <p>A text that is one placeholder and nothing else becomes its value, a number or null included;
 * within other text it is written out. The values are put into the parsed object and not into its
 * text: whatever they are, the line is one JSON object.
 */
public final class TranscriptTemplate implements TranscriptForm {
  private static final int MOST_CHARS = 64 * 1024;
  private static final int MOST_OF_AN_ERROR = 200;
  private static final String INCIDENT = "incident";
  private static final String PARENT = "parent";
  private static final String ALONE = "${" + INCIDENT + "}";

  private final @Nullable Map<String, @Nullable Object> header;
  private final Map<String, @Nullable Object> entry;

  private TranscriptTemplate(List<Map<String, @Nullable Object>> objects) {
    this.header = objects.size() > 1 ? objects.get(0) : null;
    this.entry = objects.get(objects.size() - 1);
  }

  /**
   * Reads a template: one object, the entry; or two, the first line of a transcript that has to be
   * made, and the entry.
   *
   * @throws BadTemplateException if it cannot be used, with what would be right
   */
  public static TranscriptTemplate of(String text) throws BadTemplateException {
    if (text.length() > MOST_CHARS) {
      throw new BadTemplateException("must be at most " + MOST_CHARS + " characters long");
    }
    List<Map<String, @Nullable Object>> objects = objects(text);
    if (objects.isEmpty() || objects.size() > 2) {
      throw new BadTemplateException(
          "must hold one JSON object, the entry, or two: the first line of a transcript that has"
              + " to be made, and the entry");
    }
    TemplateText.check(text);
    TranscriptTemplate template = new TranscriptTemplate(objects);
    for (Map<String, @Nullable Object> object : objects) {
      Placeholders.check(object);
    }
    if (!template.names(INCIDENT)) {
      throw new BadTemplateException(
          "needs a value in its entry that is exactly \"${incident}\", by which the entry is found"
              + " again and written once");
    }
    return template;
  }

  private static List<Map<String, @Nullable Object>> objects(String text)
      throws BadTemplateException {
    try {
      return JsonText.objects(text);
    } catch (JacksonException e) {
      String what = CleanText.line(e.getOriginalMessage(), MOST_OF_AN_ERROR);
      throw new BadTemplateException("is no JSON " + place(e.getLocation()) + ": " + what);
    }
  }

  private static String place(@Nullable TokenStreamLocation at) {
    return at == null
        ? "at a place that is not known"
        : "at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private boolean names(String placeholder) {
    List<String> found = new ArrayList<>();
    Placeholders.walk(entry, found::add);
    return found.contains("${" + placeholder + "}");
  }

  @Override
  public boolean isChained() {
    return names(PARENT);
  }

  @Override
  public @Nullable String header(Path transcript, RecoveryEntry entry) {
    return header == null ? null : JsonText.write(filled(header, transcript, entry, null));
  }

  @Override
  public String line(Path transcript, RecoveryEntry told, @Nullable String parent) {
    return JsonText.write(filled(entry, transcript, told, parent));
  }

  private static Map<String, @Nullable Object> filled(
      Map<String, @Nullable Object> template,
      Path transcript,
      RecoveryEntry entry,
      @Nullable String parent) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>(entry.data());
    values.put("message", entry.message());
    values.put(INCIDENT, entry.incident());
    values.put("timestamp", TranscriptNames.time(entry.at()));
    values.put("epoch_ms", entry.at().toEpochMilli());
    values.put("session", TranscriptNames.session(transcript));
    values.put("cwd", System.getProperty("user.dir", ""));
    values.put("id", UUID.randomUUID().toString().substring(0, 8));
    values.put(PARENT, parent);
    return Placeholders.fill(template, values::get);
  }

  @Override
  public boolean tells(Map<String, @Nullable Object> object, String incident) {
    return tells(entry, object, incident);
  }

  /** Where the template has the incident alone, and nothing else, the line must have this one. */
  private static boolean tells(
      @Nullable Object template, @Nullable Object actual, String incident) {
    if (template instanceof Map<?, ?> fields && actual instanceof Map<?, ?> others) {
      return fields.entrySet().stream()
          .anyMatch(field -> tells(field.getValue(), others.get(field.getKey()), incident));
    }
    if (template instanceof List<?> items
        && actual instanceof List<?> others
        && items.size() == others.size()) {
      return IntStream.range(0, items.size())
          .anyMatch(i -> tells(items.get(i), others.get(i), incident));
    }
    return ALONE.equals(template) && incident.equals(actual);
  }
}
