package dev.unjam.engine.refusal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the texts out of what messages call their content: one block or a list of them. */
final class Texts {
  private Texts() {}

  static List<Object> of(@Nullable Object content) {
    List<Object> texts = new ArrayList<>();
    if (content instanceof List<?> parts) {
      parts.forEach(part -> texts.addAll(of(part)));
    } else if (content instanceof Map<?, ?> map && map.get("text") instanceof String text) {
      texts.add(text);
    }
    return texts;
  }
}
