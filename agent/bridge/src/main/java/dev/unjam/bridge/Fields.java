package dev.unjam.bridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of an answer as its client had them, put into order only for whoever asks: the
 * watchdog, of the few calls that it sees. What is kept must not change any more.
 */
final class Fields {
  static final Fields NONE = new Fields(null, List.of());

  private final @Nullable Map<String, List<String>> byName;
  private final List<String> inTurn;

  private Fields(@Nullable Map<String, List<String>> byName, List<String> inTurn) {
    this.byName = byName;
    this.inTurn = inTurn;
  }

  /** Values by their names; a status line may stand there under no name. */
  static Fields of(Map<String, List<String>> byName) {
    return new Fields(byName, List.of());
  }

  /** Names and values in turn. */
  static Fields of(List<String> inTurn) {
    return new Fields(null, inTurn);
  }

  /** The first value of this name, however it is spelt, or an empty text. */
  String first(String name) {
    return byName == null ? firstInTurn(name) : first(byName, name);
  }

  private String firstInTurn(String name) {
    for (int i = 0; i + 1 < inTurn.size(); i += 2) {
      if (name.equalsIgnoreCase(inTurn.get(i))) {
        String value = inTurn.get(i + 1);
        return value == null ? "" : value;
      }
    }
    return "";
  }

  private static String first(Map<String, List<String>> byName, String name) {
    // Most clients' maps know names however they are spelt.
    List<String> found = byName.get(name);
    if (found != null && !found.isEmpty()) {
      return found.get(0);
    }
    for (Map.Entry<String, List<String>> e : byName.entrySet()) {
      if (name.equalsIgnoreCase(e.getKey()) && !e.getValue().isEmpty()) {
        return e.getValue().get(0);
      }
    }
    return "";
  }

  /** All that have a name, however it is spelt; a new map. */
  Map<String, List<String>> all() {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (byName != null) {
      for (Map.Entry<String, List<String>> e : byName.entrySet()) {
        if (e.getKey() != null) {
          all.put(e.getKey(), e.getValue());
        }
      }
    }
    for (int i = 0; i + 1 < inTurn.size(); i += 2) {
      add(inTurn.get(i), inTurn.get(i + 1), all);
    }
    return all;
  }

  /** Clients of others' may have a field without a value, or without a name. */
  private static void add(
      @Nullable String name, @Nullable String value, Map<String, List<String>> to) {
    if (name == null || value == null) {
      return;
    }
    List<String> values = to.get(name);
    if (values == null) {
      values = new ArrayList<>(1);
      to.put(name, values);
    }
    values.add(value);
  }
}
