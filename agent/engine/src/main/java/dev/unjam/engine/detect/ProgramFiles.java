package dev.unjam.engine.detect;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What lies beside the main class and is surely no library: a folder into which the program was
 * compiled, and a jar that has nothing but the program's own packages.
 *
 * <p>Libraries are unpacked into a folder with their {@code META-INF}, and packed into a jar with
 * their packages, and mostly with their Maven descriptors. Only what bears the first two parts of
 * the main class's name counts in either. In doubt nothing is the program's own. Any thread that
 * may wait for a file server: each question opens the jar anew.
 */
final class ProgramFiles {
  private static final int ORGANISATION = 2;

  /** Whose packages are of many who know nothing of each other. */
  private static final Set<String> SHARED =
      Set.of(
          "com.github",
          "com.gitlab",
          "com.google",
          "io.github",
          "io.gitlab",
          "net.sourceforge",
          "org.apache",
          "org.codehaus",
          "org.eclipse",
          "org.springframework");

  /** Where the program is in what it was packed into; with its libraries beside it. */
  private static final List<String> WITHIN = List.of("", "BOOT-INF/classes/", "WEB-INF/classes/");

  /** The folder or the jar, and where in it; null if it is not known. */
  private final @Nullable File at;

  private final String within;
  private final String organisation;

  private ProgramFiles(@Nullable File at, String within, String organisation) {
    this.at = at;
    this.within = within;
    this.organisation = organisation;
  }

  /** Looks where the main class is. */
  static ProgramFiles of(@Nullable String mainClass, String classPath) {
    String organisation = mainClass == null ? "" : HostCode.packageOf(mainClass, ORGANISATION);
    if (mainClass != null && organisation.indexOf('.') > 0 && !SHARED.contains(organisation)) {
      for (String entry : classPath.split(File.pathSeparator, -1)) {
        File file = new File(entry);
        String within = entry.isEmpty() ? null : within(file, path(mainClass));
        if (within != null) {
          boolean own = isOwn(file, within, organisation.replace('.', '/') + '/');
          return new ProgramFiles(own ? file : null, within, organisation);
        }
      }
    }
    return new ProgramFiles(null, "", "");
  }

  private static String path(String className) {
    return className.replace('.', '/') + ".class";
  }

  /** Whether this class lies there as well. */
  boolean has(String className) {
    File file = at;
    if (file == null || !className.startsWith(organisation + '.')) {
      return false;
    }
    return firstOf(file, List.of(within + path(className))) != null;
  }

  /** What the names of all that is here begin with; empty if nothing is. */
  String organisation() {
    return organisation;
  }

  /** Before which the program begins there, or null if it is not there. */
  private static @Nullable String within(File jarOrFolder, String mainClass) {
    String found = firstOf(jarOrFolder, WITHIN.stream().map(w -> w + mainClass).toList());
    return found == null ? null : found.substring(0, found.length() - mainClass.length());
  }

  /** The first of these files that is there; null if none is, or it cannot be read. */
  private static @Nullable String firstOf(File jarOrFolder, List<String> names) {
    if (!jarOrFolder.isFile()) {
      return first(names, name -> new File(jarOrFolder, name).isFile());
    }
    try (JarFile jar = new JarFile(jarOrFolder)) {
      return first(names, name -> jar.getEntry(name) != null);
    } catch (IOException | RuntimeException e) {
      // Whatever is wrong with it, or with its name in this locale: nothing is known of it.
      return null;
    }
  }

  private static @Nullable String first(List<String> names, Predicate<String> is) {
    return names.stream().filter(is).findFirst().orElse(null);
  }

  private static boolean isOwn(File jarOrFolder, String within, String folder) {
    if (!jarOrFolder.isFile()) {
      // What was compiled into it has none, and what was unpacked into it has.
      return !new File(jarOrFolder, within + "META-INF/MANIFEST.MF").exists();
    }
    String own = within + folder;
    try (JarFile jar = new JarFile(jarOrFolder)) {
      return names(jar).filter(name -> name.endsWith("/pom.properties")).count() <= 1
          && names(jar)
              .filter(name -> name.endsWith(".class") && name.startsWith(within))
              .map(name -> within + unversioned(name.substring(within.length())))
              .allMatch(name -> name.startsWith(own) || name.endsWith("module-info.class"));
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static Stream<String> names(JarFile jar) {
    return jar.stream().map(JarEntry::getName);
  }

  /** Of a jar for several releases of Java (JEP 238). */
  private static String unversioned(String name) {
    return name.replaceFirst("^META-INF/versions/\\d+/", "");
  }
}
