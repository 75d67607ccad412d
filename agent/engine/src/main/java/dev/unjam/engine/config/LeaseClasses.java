package dev.unjam.engine.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts the {@code lease.NAME.*} settings together and checks that each lease class is complete. */
final class LeaseClasses {
  private final Map<String, Setting> settings;

  LeaseClasses(Map<String, Setting> settings) {
    this.settings = settings;
  }

  /** The lease classes in the order of their names. */
  List<LeaseClass> read() throws BadOptionException {
    List<LeaseClass> classes = new ArrayList<>();
    for (String name : names()) {
      classes.add(read(name));
    }
    return Collections.unmodifiableList(classes);
  }

  private Set<String> names() {
    TreeSet<String> names = new TreeSet<>();
    for (String key : settings.keySet()) {
      if (key.startsWith("lease.")) {
        names.add(key.substring(6, key.lastIndexOf('.')));
      }
    }
    return names;
  }

  private LeaseClass read(String name) throws BadOptionException {
    Setting type = required(name, "type");
    if (!isName(type.value(), true)) {
      throw type.bad("must be a fully qualified class name such as com.example.Lease");
    }
    return new LeaseClass(
        name,
        type.value(),
        methods(required(name, "acquire")),
        methods(required(name, "release")),
        optional(name, "force"),
        optional(name, "key"));
  }

  private Setting required(String name, String part) throws BadOptionException {
    String key = keyOf(name, part);
    Setting setting = settings.get(key);
    if (setting != null) {
      return setting;
    }
    for (Setting other : settings.values()) {
      if (Keys.isPartOf(name, other.key())) {
        throw other.bad("needs " + key + " as well");
      }
    }
    throw new IllegalStateException(key);
  }

  private static String keyOf(String name, String part) {
    return "lease.".concat(name).concat(".").concat(part);
  }

  private static List<String> methods(Setting setting) throws BadOptionException {
    List<String> methods = Values.split(setting);
    for (String method : methods) {
      if (!isName(method, false)) {
        throw setting.bad("must be method names with commas between, without parentheses");
      }
    }
    return methods;
  }

  private @Nullable String optional(String name, String part) throws BadOptionException {
    Setting setting = settings.get(keyOf(name, part));
    if (setting != null && !isName(setting.value(), false)) {
      throw setting.bad("must be one method name, without parentheses");
    }
    return setting == null ? null : setting.value();
  }

  private static boolean isName(String text, boolean dots) {
    boolean start = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean dot = dots && !start && c == '.';
      if (!dot && !(start ? Character.isJavaIdentifierStart(c) : isPart(c))) {
        return false;
      }
      start = dot;
    }
    return !start;
  }

  private static boolean isPart(char c) {
    return Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
  }
}
