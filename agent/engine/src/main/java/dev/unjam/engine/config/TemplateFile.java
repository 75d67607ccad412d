package dev.unjam.engine.config;

import java.io.File;

/**
 * A file of the user's that an option names, whose content somebody else can judge.
 *
 * <p>Immutable; keeps where the option was written for the error.
 */
public final class TemplateFile {
  private static final String PREFIX = "file:";

  private final Setting setting;

  private TemplateFile(Setting setting) {
    this.setting = setting;
  }

  static boolean isNamedBy(Setting setting) {
    return setting.value().startsWith(PREFIX);
  }

  static TemplateFile of(Setting setting) throws BadOptionException {
    TemplateFile file = new TemplateFile(setting);
    // a pipe or a device would hold up the host's start
    if (!new File(file.path()).isFile()) {
      throw setting.bad("must be a file that exists; an absolute path is the safest");
    }
    return file;
  }

  /** The file's path as it was written. */
  public String path() {
    return setting.value().substring(PREFIX.length());
  }

  /** Says that its content cannot be used; {@code what} says what would be right. */
  public BadOptionException bad(String what) {
    return setting.bad("the template " + what);
  }
}
