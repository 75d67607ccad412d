package dev.unjam.engine.config;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the settings of all sources; a stronger source wins, and within one the last value.
 *
 * <p>Keys that do not exist are an error in every source, even where a stronger one is right.
 */
final class Sources {
  private static final String PROPERTY = "unjam.";
  private static final String INTERNAL = "unjam.internal.";
  private static final String VARIABLE = "UNJAM_";

  private final Map<String, Setting> settings = new HashMap<>();

  private Sources() {}

  /** What is set, by key. */
  static Map<String, Setting> gather(
      @Nullable String agentArgs, Properties system, Map<String, String> environment)
      throws BadOptionException {
    Sources sources = new Sources();
    sources.environment(environment);
    sources.system(system);
    if (agentArgs != null) {
      sources.addAll(AgentArguments.parse(agentArgs));
    }
    Setting config = sources.settings.get(Keys.CONFIG);
    return config == null ? sources.settings : sources.over(config);
  }

  private void environment(Map<String, String> environment) throws BadOptionException {
    for (Map.Entry<String, String> entry : environment.entrySet()) {
      String name = entry.getKey();
      // an empty variable counts as not set, as shells have it
      if (name.startsWith(VARIABLE) && !isShellOnly(name) && !entry.getValue().isBlank()) {
        variable(name, entry.getValue().trim());
      }
    }
  }

  /** Names that start scripts like to use for where the jar lies. */
  private static boolean isShellOnly(String name) {
    return name.equals("UNJAM_JAR") || name.equals("UNJAM_HOME");
  }

  private void variable(String name, String value) throws BadOptionException {
    String bare = name.substring(VARIABLE.length());
    String key = Keys.ofEnvironment(bare);
    String origin = "the environment ".concat(name);
    if (key == null) {
      String spelt = bare.toLowerCase(Locale.ROOT).replace('_', '.');
      String nearest = Keys.nearest(spelt);
      String variable = VARIABLE + Keys.environmentForm(nearest);
      throw unknown(new Setting(name, value, origin, false), nearest, " (" + variable + ")");
    }
    add(new Setting(key, value, origin, key.equals(Keys.WEBHOOK)));
  }

  private void system(Properties system) throws BadOptionException {
    for (String name : system.stringPropertyNames()) {
      if (name.startsWith(PROPERTY) && !name.startsWith(INTERNAL)) {
        String key = name.substring(PROPERTY.length());
        String value = system.getProperty(name, "").trim();
        String origin = "the system property ".concat(name);
        add(new Setting(key, value, origin, key.equals(Keys.WEBHOOK)));
      }
    }
  }

  private void addAll(List<Setting> all) throws BadOptionException {
    for (Setting setting : all) {
      add(setting);
    }
  }

  private void add(Setting setting) throws BadOptionException {
    String key = Keys.known(setting.key());
    if (key == null) {
      throw unknown(setting, Keys.nearest(setting.key()), "");
    }
    settings.put(key, setting);
  }

  private static BadOptionException unknown(Setting setting, String nearest, String more) {
    // a misspelt webhook is as secret as a well-spelt one
    boolean secret =
        setting.secret() || nearest.equals(Keys.WEBHOOK) || setting.value().contains("://");
    return new Setting(setting.key(), setting.value(), setting.origin(), secret)
        .bad("unknown key; the nearest valid key is " + nearest + more);
  }

  private Map<String, Setting> over(Setting config) throws BadOptionException {
    Sources file = new Sources();
    file.addAll(ConfigFile.read(config));
    Setting nested = file.settings.get(Keys.CONFIG);
    if (nested != null) {
      throw nested.bad("a configuration file cannot name another one; remove this line");
    }
    file.settings.putAll(settings);
    return file.settings;
  }
}
