package dev.unjam.engine.detect;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the class that the program's own code begins with, where a launcher stands before it: that
 * of Spring Boot's, whose manifest names it, and the JDK's of a source file (JEP 330, JEP 458).
 */
final class MainClass {
  private static final String COMMAND = "sun.java.command";
  private static final String CLASS_PATH = "java.class.path";
  private static final String MODULE = "jdk.module.main";
  private static final String OF_MODULE = "jdk.module.main.class";
  private static final String OF_SOURCE = "jdk.compiler/com.sun.tools.javac.launcher.";
  private static final String SOURCE = "jdk.launcher.sourcefile";
  private static final String SPRING = "org.springframework.boot.loader.";
  private static final String BY_PROPERTIES = "PropertiesLauncher";
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  private MainClass() {}

  /**
   * The class, in the form that Java names it; null if it is not known. It reads files.
   *
   * @param property gives a property's value, empty if there is none
   */
  static @Nullable String of(UnaryOperator<String> property) {
    String command = property.apply(COMMAND);
    if (command.startsWith(OF_SOURCE)) {
      return SourceFile.mainClass(new File(property.apply(SOURCE)));
    }
    String module = property.apply(MODULE);
    if (!module.isEmpty() && (command + ' ').startsWith(module + ' ')) {
      // A module alone was named: that is no class.
      String main = property.apply(OF_MODULE);
      return isName(main) ? main : null;
    }
    String started = started(command, property.apply(CLASS_PATH));
    if (started == null || !started.startsWith(SPRING)) {
      return started;
    }
    String named = property.apply("loader.main");
    return started.endsWith(BY_PROPERTIES) && !named.isEmpty()
        ? named
        : behindLauncher(property.apply(CLASS_PATH));
  }

  /**
   * What was started: a class, a module's class, or a jar, whose path may have blanks in it.
   *
   * @return the class; null if it is not known
   */
  static @Nullable String started(String command, String classPath) {
    // Such a JVM's class path is the jar, and perhaps agents behind it.
    String first = classPath.split(File.pathSeparator, -1)[0];
    if (isJar(first, first.length()) && (command + ' ').startsWith(first + ' ')) {
      return ofJar(first);
    }
    for (int end = end(command, 0); end > 0; end = end(command, end + 1)) {
      if (isJar(command, end) && new File(command.substring(0, end)).isFile()) {
        return ofJar(command.substring(0, end));
      }
    }
    String word = command.substring(0, end(command, 0));
    String name = word.substring(word.indexOf('/') + 1);
    return isJar(name, name.length()) || !isName(name) ? null : name;
  }

  /** Where the next word ends; -1 if there is none. */
  private static int end(String command, int from) {
    int blank = command.indexOf(' ', from);
    return blank >= 0 ? blank : from <= command.length() ? command.length() : -1;
  }

  /** Whether what ends here is called as a jar is. */
  private static boolean isJar(String path, int end) {
    return Stream.of(".jar", ".war").anyMatch(is -> path.regionMatches(true, end - 4, is, 0, 4));
  }

  private static boolean isName(String text) {
    return Stream.of(text.split("\\.", -1))
        .allMatch(
            part ->
                !part.isEmpty()
                    && Character.isJavaIdentifierStart(part.charAt(0))
                    && part.chars().allMatch(Character::isJavaIdentifierPart));
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

  /** Opens files only: whoever opens a pipe waits for its writer. */
  private static @Nullable Manifest manifest(File jarOrFolder) throws IOException {
    File unpacked = new File(jarOrFolder, MANIFEST);
    if (unpacked.isFile()) {
      try (InputStream in = new FileInputStream(unpacked)) {
        return new Manifest(in);
      }
    }
    if (!jarOrFolder.isFile()) {
      return null;
    }
    try (JarFile jar = new JarFile(jarOrFolder)) {
      return jar.getManifest();
    }
  }
}
