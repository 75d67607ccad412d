package dev.unjam.engine.config;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Reads the file that {@code config} names: Java properties in UTF-8, each with its line.
 *
 * <p>Cuts the file into logical lines and leaves each to {@link Properties}, which knows the syntax
 * but forgets the numbers.
 */
final class ConfigFile {
  private static final int MOST_CHARS = 1 << 20;

  private final String path;
  private final List<Setting> settings = new ArrayList<>();
  private final StringBuilder logical = new StringBuilder();
  private int chars;

  private ConfigFile(String path) {
    this.path = path;
  }

  /** Every setting of the file that {@code named} names, in order. */
  static List<Setting> read(Setting named) throws BadOptionException {
    File file = new File(named.value());
    // a pipe or a device would hold up the host's start
    if (!file.isFile()) {
      throw named.bad(
          file.exists() ? "not a regular file" : "no such file; give an absolute path that exists");
    }
    ConfigFile config = new ConfigFile(named.value());
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8))) {
      config.readAll(in);
    } catch (IOException e) {
      throw named.bad("the file cannot be read (" + e.getClass().getSimpleName() + ")");
    }
    return config.settings;
  }

  private void readAll(BufferedReader in) throws IOException, BadOptionException {
    int number = 0;
    int first = 1;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      checkSize(line, number);
      boolean fresh = logical.length() == 0;
      if (fresh) {
        first = number;
      }
      logical.append(number == 1 ? withoutMark(line) : line).append('\n');
      if (!(fresh && isComment(line)) && continues(line)) {
        continue;
      }
      endOfLogicalLine(first);
    }
    endOfLogicalLine(first);
  }

  private void checkSize(String line, int number) throws BadOptionException {
    chars += line.length() + 1;
    if (chars > MOST_CHARS) {
      throw new BadOptionException(
          origin(number) + ": the file is larger than " + MOST_CHARS + " characters");
    }
  }

  private static String withoutMark(String line) {
    return line.startsWith("\uFEFF") ? line.substring(1) : line;
  }

  private static boolean isComment(String line) {
    String text = line.stripLeading();
    return text.startsWith("#") || text.startsWith("!");
  }

  private static boolean continues(String line) {
    int backslashes = 0;
    for (int i = line.length() - 1; i >= 0 && line.charAt(i) == '\\'; i--) {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private void endOfLogicalLine(int number) throws BadOptionException {
    Properties one = new Properties();
    try {
      one.load(new StringReader(logical.toString()));
    } catch (IOException | IllegalArgumentException e) {
      throw new BadOptionException(
          origin(number) + ": a \\u that is not followed by four hexadecimal digits");
    }
    logical.setLength(0);
    for (String key : one.stringPropertyNames()) {
      String value = one.getProperty(key, "").trim();
      settings.add(new Setting(key, value, origin(number), key.equals(Keys.WEBHOOK)));
    }
  }

  private String origin(int number) {
    String file = "file ".concat(Setting.quote(path));
    return file.concat(" line ").concat(Integer.toString(number));
  }
}
