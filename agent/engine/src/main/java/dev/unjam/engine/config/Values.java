package dev.unjam.engine.config;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads typed values out of the gathered settings, and says what would be right where it cannot.
 */
final class Values {
  private static final String NONE = "none";
  private static final String TRANSCRIPT = "transcript";

  private final Map<String, Setting> settings;

  Values(Map<String, Setting> settings) {
    this.settings = settings;
  }

  Duration duration(String key, Duration otherwise) throws BadOptionException {
    Setting setting = settings.get(key);
    return setting == null ? otherwise : Durations.parse(setting);
  }

  /** A duration that a watchdog can sleep for. */
  Duration tick(String key, Duration otherwise) throws BadOptionException {
    Duration tick = duration(key, otherwise);
    Setting setting = settings.get(key);
    if (setting != null && (tick.toMillis() < 10 || tick.toMillis() > 60_000)) {
      throw setting.bad("must be from 10ms to 60s");
    }
    return tick;
  }

  /** One of the constants, whatever its case. */
  <E extends Enum<E>> E choice(String key, E[] constants, E otherwise) throws BadOptionException {
    Setting setting = settings.get(key);
    if (setting == null) {
      return otherwise;
    }
    for (E constant : constants) {
      if (constant.name().equalsIgnoreCase(setting.value())) {
        return constant;
      }
    }
    String names = Arrays.toString(constants).toLowerCase(Locale.ROOT);
    throw setting.bad("must be one of " + names.substring(1, names.length() - 1));
  }

  /** A comma-separated list; {@code none} is the empty one. */
  List<String> list(String key, String... otherwise) throws BadOptionException {
    Setting setting = settings.get(key);
    if (setting == null) {
      return Collections.unmodifiableList(Arrays.asList(otherwise));
    }
    return setting.value().equals(NONE) ? Collections.emptyList() : split(setting);
  }

  /** Names of lock files: a plain name with {@code *}, never a path. */
  List<String> names(String key, String... otherwise) throws BadOptionException {
    List<String> names = list(key, otherwise);
    for (String name : names) {
      Setting setting = settings.get(key);
      if (setting != null && (name.indexOf('/') >= 0 || name.equals("*"))) {
        throw setting.bad("must be file names such as *.jsonl.lock: no path, and not * alone");
      }
      if (setting != null && (name.indexOf('[') >= 0 || name.indexOf('{') >= 0)) {
        throw setting.bad(
            "must be file names in which only * and ? stand for others, such as *.jsonl.lock; give "
                + "several with commas in place of "
                + Setting.quote(name));
      }
      String other = setting == null ? null : notALock(name);
      if (setting != null && other != null) {
        throw setting.bad(
            "must be names of lock files alone, such as *.jsonl.lock: "
                + Setting.quote(name)
                + " would take "
                + other
                + " for one");
      }
    }
    return names;
  }

  /** What the pattern matches of what a gateway keeps beside its lock files, or null. */
  private static @Nullable String notALock(String pattern) {
    if (pattern.endsWith(".jsonl") || matches(pattern, "x.jsonl")) {
      return "a transcript (x.jsonl)";
    }
    return matches(pattern, "sessions.json") ? "the index sessions.json" : null;
  }

  private static boolean matches(String pattern, String name) {
    if (pattern.isEmpty() || name.isEmpty()) {
      return name.isEmpty() && (pattern.isEmpty() || pattern.replace("*", "").isEmpty());
    }
    char first = pattern.charAt(0);
    if (first == '*') {
      String rest = pattern.substring(1);
      return matches(rest, name) || (!rest.startsWith("*") && matches(pattern, name.substring(1)));
    }
    return (first == '?' || first == name.charAt(0))
        && matches(pattern.substring(1), name.substring(1));
  }

  /** Some text; {@code none} is null. */
  @Nullable String text(String key, @Nullable String otherwise) throws BadOptionException {
    Setting setting = settings.get(key);
    if (setting == null) {
      return otherwise;
    }
    if (setting.value().isEmpty() || setting.value().indexOf('\0') >= 0) {
      throw setting.bad("must not be empty; none turns it off");
    }
    return setting.value().equals(NONE) ? null : setting.value();
  }

  /** A file that is there; {@code none} is null. */
  @Nullable String file(String key) throws BadOptionException {
    String path = text(key, null);
    Setting setting = settings.get(key);
    // a pipe or a device would hold up the host's start
    if (path != null && setting != null && !new File(path).isFile()) {
      throw setting.bad("must be a file that exists; an absolute path is the safest");
    }
    return path;
  }

  /** The file that {@code transcript} names, or null where it names none. */
  @Nullable TemplateFile template() throws BadOptionException {
    Setting setting = settings.get(TRANSCRIPT);
    return setting == null || !TemplateFile.isNamedBy(setting) ? null : TemplateFile.of(setting);
  }

  /** One of the forms that need no file. */
  TranscriptKind transcript() throws BadOptionException {
    Setting setting = settings.get(TRANSCRIPT);
    if (setting == null) {
      return TranscriptKind.OPENCLAW;
    }
    for (TranscriptKind kind : TranscriptKind.values()) {
      if (kind != TranscriptKind.TEMPLATE && kind.name().equalsIgnoreCase(setting.value())) {
        return kind;
      }
    }
    throw setting.bad("must be one of openclaw, generic, none, or file:/path/to/template.json");
  }

  boolean onOff(String key) throws BadOptionException {
    Setting setting = settings.get(key);
    if (setting == null || setting.value().equals("on") || setting.value().equals("true")) {
      return true;
    }
    if (setting.value().equals("off") || setting.value().equals("false")) {
      return false;
    }
    throw setting.bad("must be on or off");
  }

  /** A TCP port; 0 for {@code off}. */
  int port(String key) throws BadOptionException {
    Setting setting = settings.get(key);
    if (setting == null || setting.value().equals("off")) {
      return 0;
    }
    try {
      int port = Integer.parseInt(setting.value());
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw setting.bad("must be off or a port from 1 to 65535");
    }
    throw setting.bad("must be off or a port from 1 to 65535");
  }

  /** An http or https address; null for none. */
  @Nullable String address(String key) throws BadOptionException {
    String address = text(key, null);
    Setting setting = settings.get(key);
    if (address != null && setting != null && !isHttp(address)) {
      throw setting.bad("must be an http:// or https:// address");
    }
    return address;
  }

  static List<String> split(Setting setting) throws BadOptionException {
    List<String> parts = new ArrayList<>();
    int start = 0;
    while (start <= setting.value().length()) {
      int comma = setting.value().indexOf(',', start);
      int end = comma < 0 ? setting.value().length() : comma;
      String part = setting.value().substring(start, end).trim();
      if (part.isEmpty()) {
        throw setting.bad("must be a list with commas and no empty part; none is the empty list");
      }
      parts.add(part);
      start = end + 1;
    }
    return Collections.unmodifiableList(parts);
  }

  private static boolean isHttp(String address) {
    try {
      URI uri = new URI(address);
      return uri.getHost() != null
          && ("http".equalsIgnoreCase(uri.getScheme())
              || "https".equalsIgnoreCase(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
