package dev.unjam.bridge;

import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** What the options of a file operation say of the name that it makes. */
final class FileOptions {
  private FileOptions() {}

  /** Whether a file is opened only if it was not there, and stays when it is closed. */
  static boolean exclusive(Object options) {
    return options instanceof Set<?> set
        && set.contains(StandardOpenOption.CREATE_NEW)
        && !set.contains(StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** Whether a file is opened to be written to, and made if it is not there. */
  static boolean mayMake(Object options) {
    return options instanceof Set<?> set
        && set.contains(StandardOpenOption.CREATE)
        && (set.contains(StandardOpenOption.WRITE) || set.contains(StandardOpenOption.APPEND));
  }

  /** Whether a copy or a move may come into another file's place; an atomic move does on Unix. */
  static boolean replaces(Object[] options) {
    for (Object o : options) {
      if (o == StandardCopyOption.REPLACE_EXISTING || o == StandardCopyOption.ATOMIC_MOVE) {
        return true;
      }
    }
    return false;
  }
}
