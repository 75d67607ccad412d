package dev.unjam.engine.detect;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Finds the class that the program's own code begins with, where a launcher stands before it: that
 * of Spring Boot's, whose manifest names it, and the JDK's of a source file (JEP 330, JEP 458).
 */
final class MainClass {
  private static final String COMMAND = "sun.java.command";
  private static final String OF_SOURCE = "jdk.compiler/com.sun.tools.javac.launcher.";
  private static final String SOURCE = "jdk.launcher.sourcefile";
  private static final String SPRING = "org.springframework.boot.loader.";
  private static final String BY_PROPERTIES = "PropertiesLauncher";
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  private MainClass() {}

  /** The class, in the form that Java names it; null if it is not known. */
  static @Nullable String ofThisJvm() {
    return of(key -> System.getProperty(key, ""));
  }

  /**
   * The same by these properties.
   *
   * @param property gives a property's value, empty if there is none
   */
  static @Nullable String of(UnaryOperator<String> property) {
    String command = property.apply(COMMAND);
    if (command.startsWith(OF_SOURCE)) {
      return SourceFile.mainClass(new File(property.apply(SOURCE)));
    }
    String started = started(command);
    if (started == null || !started.startsWith(SPRING)) {
      return started;
    }
    String named = property.apply("loader.main");
    return started.endsWith(BY_PROPERTIES) && !named.isEmpty()
        ? named
        : behindLauncher(property.apply("java.class.path"));
  }

  /** What was started: a class, a module's class, or a jar. */
  static @Nullable String started(String command) {
    int jar = command.indexOf(".jar");
    int blank = command.indexOf(' ');
    if (jar >= 0 && (jar + 4 == command.length() || command.charAt(jar + 4) == ' ')) {
      return ofJar(command.substring(0, jar + 4));
    }
    String first = blank < 0 ? command : command.substring(0, blank);
    return first.substring(first.indexOf('/') + 1);
  }

  private static @Nullable String ofJar(String path) {
    Attributes main = attributes(new File(path));
    // A jar of Spring Boot's begins with its launcher.
    String started = main.getValue("Start-Class");
    return started == null ? main.getValue(Attributes.Name.MAIN_CLASS) : started;
  }

  /** What an unpacked jar of Spring Boot's names, as an image of layers has it. */
  private static @Nullable String behindLauncher(String classPath) {
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      String started = attributes(new File(entry)).getValue("Start-Class");
      if (started != null) {
        return started;
      }
    }
    return null;
  }

  /** Those of a jar's or a folder's manifest; none if it has none or cannot be read. */
  private static Attributes attributes(File jarOrFolder) {
    try {
      Manifest manifest = manifest(jarOrFolder);
      return manifest == null ? new Attributes() : manifest.getMainAttributes();
    } catch (IOException | RuntimeException e) {
      // A path that this locale cannot name is no IOException.
      return new Attributes();
    }
  }

  private static @Nullable Manifest manifest(File jarOrFolder) throws IOException {
    if (jarOrFolder.isDirectory()) {
      try (InputStream in = new FileInputStream(new File(jarOrFolder, MANIFEST))) {
        return new Manifest(in);
      }
    }
    try (JarFile jar = new JarFile(jarOrFolder)) {
      return jar.getManifest();
    }
  }
}
