package dev.unjam.tools;

import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Finds the program in the arguments of a {@code java} launcher. */
final class JavaCommandLine {
  private static final Set<String> WITH_VALUE =
      Set.of(
          "-cp",
          "-classpath",
          "--class-path",
          "-p",
          "--module-path",
          "--upgrade-module-path",
          "--add-modules",
          "--limit-modules",
          "--add-exports",
          "--add-opens",
          "--add-reads",
          "--patch-module",
          "--enable-native-access");

  private JavaCommandLine() {}

  /**
   * The main class, module or jar; "?" where there is none.
   *
   * @param arguments the command line, the launcher itself included
   */
  static String program(List<String> arguments) {
    Iterator<String> rest = arguments.iterator();
    if (rest.hasNext()) {
      rest.next();
    }
    while (rest.hasNext()) {
      String argument = rest.next();
      if (WITH_VALUE.contains(argument) && rest.hasNext()) {
        rest.next();
      } else if (!argument.startsWith("-") && !argument.startsWith("@") && !argument.isEmpty()) {
        return argument;
      }
    }
    return "?";
  }
}
