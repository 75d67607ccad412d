package dev.unjam.engine.detect;

import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Tells the host's own code by the package of its main class, up to three parts of it; or by its
 * having none, where the main class has none: what has a package cannot name it (JLS 7.5).
 */
final class HostCode {
  private static final int PARTS = 3;
  private static final @Nullable String FAMILY =
      family(mainClass(System.getProperty("sun.java.command", "")));

  private HostCode() {}

  /** Whether the class lies in this JVM's main package or below. */
  static boolean has(String className) {
    return isOf(className, FAMILY);
  }

  static boolean isOf(String className, @Nullable String family) {
    if (family == null || className.isEmpty()) {
      return false;
    }
    return family.isEmpty() ? className.indexOf('.') < 0 : className.startsWith(family + '.');
  }

  /** The package that stands for the host, empty for none; null if the main class is not known. */
  static @Nullable String family(@Nullable String mainClass) {
    if (mainClass == null || mainClass.isEmpty()) {
      return null;
    }
    int at = -1;
    for (int i = 0; i < PARTS; i++) {
      int next = mainClass.indexOf('.', at + 1);
      if (next < 0) {
        break;
      }
      at = next;
    }
    return mainClass.substring(0, Math.max(0, at));
  }

  /** What was started: a class, a module's class, or a jar. */
  static @Nullable String mainClass(String command) {
    int jar = command.indexOf(".jar");
    int blank = command.indexOf(' ');
    if (jar >= 0 && (jar + 4 == command.length() || command.charAt(jar + 4) == ' ')) {
      return ofJar(command.substring(0, jar + 4));
    }
    String first = blank < 0 ? command : command.substring(0, blank);
    return first.substring(first.indexOf('/') + 1);
  }

  private static @Nullable String ofJar(String path) {
    try (JarFile jar = new JarFile(path)) {
      Manifest manifest = jar.getManifest();
      Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
      // A jar of Spring Boot's begins with its launcher.
      String started = main.getValue("Start-Class");
      return started == null ? main.getValue(Attributes.Name.MAIN_CLASS) : started;
    } catch (IOException e) {
      return null;
    }
  }
}
