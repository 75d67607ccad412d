package dev.unjam.engine.detect;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the host's own code by the package of its main class, up to three parts of it; or by its
 * having none, where the main class has none: what has a package cannot name it (JLS 7.5). And by
 * its lying beside the main class, in what holds nothing but the program ({@link ProgramFiles}).
 */
final class HostCode {
  private static final int PARTS = 3;

  /** What a library's package has in it that was moved below the program's own. */
  private static final Set<String> MOVED =
      Set.of(
          "shaded",
          "shade",
          "shadow",
          "relocated",
          "repackaged",
          "vendored",
          "thirdparty",
          "third_party",
          "com",
          "org");

  private static final @Nullable String MAIN = MainClass.ofThisJvm();
  private static final @Nullable String FAMILY = family(MAIN);
  private static final ProgramFiles FILES =
      ProgramFiles.of(MAIN, System.getProperty("java.class.path", ""));

  private HostCode() {}

  /** Whether the class is the program's own, for sure. */
  static boolean has(String className) {
    return isOf(className, FAMILY) || (!isMoved(className) && FILES.has(className));
  }

  /** Where the program's own code lies, for an operator to read; null if it is not known. */
  static @Nullable String name() {
    return FAMILY;
  }

  static boolean isOf(String className, @Nullable String family) {
    if (family == null || className.isEmpty()) {
      return false;
    }
    return family.isEmpty()
        ? className.indexOf('.') < 0
        : className.startsWith(family + '.') && !isMoved(className);
  }

  /** Whether it seems to be of a library that was moved into somebody else's package. */
  private static boolean isMoved(String className) {
    String[] parts = className.split("\\.", -1);
    for (int i = 1; i < parts.length - 1; i++) {
      if (MOVED.contains(parts[i])) {
        return true;
      }
    }
    return false;
  }

  /** The package that stands for the host, empty for none; null if the main class is not known. */
  static @Nullable String family(@Nullable String mainClass) {
    return mainClass == null || mainClass.isEmpty() ? null : packageOf(mainClass, PARTS);
  }

  /** So many parts of a class's package, or all where it has no more. */
  static String packageOf(String className, int parts) {
    int at = -1;
    for (int i = 0; i < parts; i++) {
      int next = className.indexOf('.', at + 1);
      if (next < 0) {
        break;
      }
      at = next;
    }
    return className.substring(0, Math.max(0, at));
  }
}
