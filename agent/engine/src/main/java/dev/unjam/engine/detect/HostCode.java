package dev.unjam.engine.detect;

import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tells a program's own code by the package of its main class, up to three parts of it; or by its
 * having none, where the main class has none: what has a package cannot name it (JLS 7.5). And by
 * its lying beside the main class, in what holds nothing but the program ({@link ProgramFiles}).
 *
 * <p>Any thread that may wait for a file server.
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

  /** The same, where it stands below the program's own: many a program begins so itself. */
  private static final Set<String> MOVED_BELOW =
      Set.of(
          "io",
          "net",
          "lib",
          "libs",
          "vendor",
          "dep",
          "deps",
          "internal",
          "external",
          "bundled",
          "embedded",
          "jarjar",
          "okhttp3",
          "okio",
          "netty");

  private final @Nullable String family;
  private final ProgramFiles files;

  private HostCode(@Nullable String mainClass, String classPath) {
    this.family = family(mainClass);
    this.files = ProgramFiles.of(mainClass, classPath);
  }

  /**
   * Looks where the program is that a JVM with these properties runs.
   *
   * @param property gives a property's value, empty if there is none
   */
  static HostCode of(UnaryOperator<String> property) {
    return new HostCode(MainClass.of(property), property.apply("java.class.path"));
  }

  /** Whether the class's name alone tells that it is the program's own. */
  boolean isNamedSo(String className) {
    return isOf(className, family);
  }

  /** Whether the class lies beside the main class, and is the program's own by that. */
  boolean liesBeside(String className) {
    return !isMoved(className, files.organisation()) && files.has(className);
  }

  /** Where the program's own code lies, for an operator to read; null if it is not known. */
  @Nullable String name() {
    return family;
  }

  static boolean isOf(String className, @Nullable String family) {
    if (family == null || className.isEmpty()) {
      return false;
    }
    return family.isEmpty()
        ? className.indexOf('.') < 0
        : className.startsWith(family + '.') && !isMoved(className, family);
  }

  /**
   * Whether it seems to be of a library that was moved into somebody else's package.
   *
   * @param below what that package begins with
   */
  private static boolean isMoved(String className, String below) {
    String[] parts = className.split("\\.", -1);
    int own = below.split("\\.", -1).length;
    for (int i = 1; i < parts.length - 1; i++) {
      if (MOVED.contains(parts[i]) || (i >= own && MOVED_BELOW.contains(parts[i]))) {
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
