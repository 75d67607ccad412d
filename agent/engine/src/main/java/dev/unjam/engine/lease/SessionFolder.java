package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * What lies in one folder of sessions at one moment.
 *
 * @param path the folder as it was named
 * @param lockFiles its lock files, by name
 * @param asides what killed removers have left aside, by name
 * @param isOne whether the names in it say that it is a folder of sessions; one that has nothing
 *     but lock files may be, and an empty one too
 */
record SessionFolder(Path path, List<Path> lockFiles, List<Path> asides, boolean isOne) {
  static final String INDEX = "sessions.json";

  /** Said of a folder that is none. */
  static final String NONE =
      "it is not a folder of sessions: it has no lock file that names a pid, no *.jsonl and no "
          + INDEX;

  /**
   * Lists it.
   *
   * @throws IOException where it is not there, no folder, or cannot be listed as a whole
   */
  static SessionFolder list(Path folder, NamePatterns names) throws IOException {
    List<Path> locks = new ArrayList<>();
    List<Path> asides = new ArrayList<>();
    boolean others = false;
    boolean isOne = false;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        boolean lock = names.matches(name);
        if (lock) {
          locks.add(file);
        }
        boolean aside = !lock && name.endsWith(Aside.SUFFIX);
        if (aside) {
          asides.addAll(asides(file));
        }
        others = others || !(lock || aside || name.startsWith("."));
        isOne = isOne || name.equals(INDEX) || name.contains(".jsonl");
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(locks);
    Collections.sort(asides);
    return new SessionFolder(folder, locks, asides, isOne || !others);
  }

  /** One that may not be looked into hides no other: it is named itself. */
  private static List<Path> asides(Path found) throws IOException {
    try {
      return Aside.files(found);
    } catch (AccessDeniedException e) {
      return List.of(found);
    }
  }

  /** Says whether it is one by its names, or by what one of its lock files says. */
  boolean isOneWith(Stream<LockFile> files) {
    return isOne || files.anyMatch(file -> file.pid() != null);
  }
}
