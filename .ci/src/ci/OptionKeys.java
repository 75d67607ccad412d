package ci;

import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** Prints the options that the code knows, as the README's table has them: key, tab, default. */
public final class OptionKeys {
  private static final String CONFIG = "dev.unjam.engine.config.";

  private OptionKeys() {}

  /** Reads keys and defaults out of the compiled engine on the class path. */
  public static void main(String[] args) throws Exception {
    Class<?> type = Class.forName(CONFIG + "Options");
    Object defaults =
        type.getMethod("parse", String.class, Properties.class, Map.class)
            .invoke(null, null, new Properties(), Map.of());
    for (String key : strings("PLAIN")) {
      System.out.println(key + "\t" + (key.equals("config") ? "none" : of(defaults, key)));
    }
    for (String part : strings("LEASE_PARTS")) {
      System.out.println("lease.NAME." + part + "\tnone");
    }
  }

  private static List<String> strings(String constant) throws ReflectiveOperationException {
    Field field = Class.forName(CONFIG + "Keys").getDeclaredField(constant);
    field.setAccessible(true);
    List<String> strings = new ArrayList<>();
    ((List<?>) field.get(null)).forEach(s -> strings.add((String) s));
    return strings;
  }

  private static String of(Object defaults, String key) throws ReflectiveOperationException {
    for (RecordComponent component : defaults.getClass().getRecordComponents()) {
      if (component.getName().equalsIgnoreCase(key.replace(".", ""))) {
        return key.equals("metrics.port") ? "off" : text(component.getAccessor().invoke(defaults));
      }
    }
    throw new IllegalStateException("no option " + key);
  }

  private static String text(Object value) {
    if (value instanceof Duration d) {
      return d.toMillis() % 1000 == 0 ? d.toSeconds() + "s" : d.toMillis() + "ms";
    }
    if (value instanceof Enum<?> e) {
      return e.name().toLowerCase(Locale.ROOT);
    }
    if (value instanceof Boolean on) {
      return on ? "on" : "off";
    }
    if (value instanceof List<?> l) {
      return l.isEmpty() ? "none" : String.join(",", l.stream().map(String::valueOf).toList());
    }
    return value == null ? "none" : value.toString();
  }
}
