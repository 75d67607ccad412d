package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Lists what lies in one folder of sessions; a folder may be reached through links. */
final class LockFolder {
  private LockFolder() {}

  /**
   * Returns the files of these names, by name.
   *
   * @throws IOException where the folder cannot be listed as a whole
   */
  static List<Path> lockFiles(Path folder, NamePatterns names) throws IOException {
    return files(folder, names::matches);
  }

  /** Returns what killed removers have left aside, by name. */
  static List<Path> asides(Path folder) throws IOException {
    return files(folder, file -> String.valueOf(file.getFileName()).endsWith(Aside.SUFFIX));
  }

  private static List<Path> files(Path folder, DirectoryStream.Filter<Path> which)
      throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, which)) {
      files.forEach(found::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(found);
    return found;
  }
}
