package dev.unjam.bridge;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The one path by which a lock file is known, however its folder is reached: without the links of
 * its folder, and with its own name.
 *
 * <p>Asked of the file system each time: a link may lead elsewhere by now, and what was the right
 * folder a moment ago has another session's lock in it.
 */
final class LeasePaths {
  private LeasePaths() {}

  /** The path of this file, which need not be there; never throws. */
  static String of(Object file) {
    File f = file instanceof File given ? given : new File(file.toString());
    try {
      Path path = f.getAbsoluteFile().toPath();
      Path folder = path.getParent();
      return folder == null
          ? path.toString()
          : new File(real(folder), path.getFileName().toString()).getPath();
    } catch (InvalidPathException e) {
      return f.getAbsolutePath();
    }
  }

  /** Whether there is anything of that name, a link to nowhere too; never throws. */
  static boolean isThere(Object file) {
    File f = file instanceof File given ? given : new File(file.toString());
    try {
      return Files.exists(f.toPath(), LinkOption.NOFOLLOW_LINKS)
          || !Files.notExists(f.toPath(), LinkOption.NOFOLLOW_LINKS);
    } catch (InvalidPathException | SecurityException e) {
      return true;
    }
  }

  private static String real(Path folder) {
    try {
      return folder.toRealPath().toString();
    } catch (IOException | SecurityException e) {
      return folder.normalize().toString();
    }
  }
}
