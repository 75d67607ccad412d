package dev.unjam.engine.detect;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Tells in which package a program is that was started as a source file. */
final class SourceFile {
  private static final int MOST_BYTES = 65_536;
  private static final String PACKAGE = "package";

  private SourceFile() {}

  /**
   * A name of a class in the file's package.
   *
   * @return null if it is no file or cannot be read, or its package cannot be told
   */
  static @Nullable String mainClass(File file) {
    if (!file.isFile()) {
      // Whoever opens a pipe waits for its writer.
      return null;
    }
    try (InputStream in = new FileInputStream(file)) {
      String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      String of = packageOf(text);
      return of == null ? null : of + (of.isEmpty() ? "Main" : ".Main");
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /** The package that the text declares, empty for none; null if that cannot be told. */
  static @Nullable String packageOf(String text) {
    int at = text.startsWith("#!") ? after(text, "\n", 0) : 0;
    int from = at < 0 ? -1 : firstToken(text, at);
    if (from < 0) {
      return null;
    }
    int name = from + PACKAGE.length();
    boolean declared =
        text.startsWith(PACKAGE, from)
            && name < text.length()
            && !Character.isJavaIdentifierPart(text.charAt(name));
    if (!declared) {
      return text.startsWith("\\", from) ? null : "";
    }
    int end = text.indexOf(';', name);
    String said = end < 0 ? "" : text.substring(name, end).strip();
    return isName(said) ? said : null;
  }

  /** Where it begins, past white space and comments; -1 if it does not. */
  private static int firstToken(String text, int from) {
    int at = from;
    while (at >= 0 && at < text.length()) {
      if (text.startsWith("//", at)) {
        at = after(text, "\n", at);
      } else if (text.startsWith("/*", at)) {
        at = after(text, "*/", at + 2);
      } else if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\uFEFF') {
        at++;
      } else {
        return at;
      }
    }
    return -1;
  }

  private static int after(String text, String what, int from) {
    int at = text.indexOf(what, from);
    return at < 0 ? -1 : at + what.length();
  }

  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> c == '.' || Character.isJavaIdentifierPart(c));
  }
}
