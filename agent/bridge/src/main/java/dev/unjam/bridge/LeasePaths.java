package dev.unjam.bridge;

import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one path by which a lock file is known, however its folder is reached: without the links of
 * its folder, and with its own name.
 */
final class LeasePaths {
  private static final int MOST_FOLDERS = 256;

  /** A link may come to lead elsewhere; in credited milliseconds. */
  private static final long FRESH_MILLIS = 1_000;

  private static final ConcurrentHashMap<String, Real> FOLDERS = new ConcurrentHashMap<>();

  private LeasePaths() {}

  private record Real(String folder, long at) {}

  /** The path of this file, which need not be there; never throws. */
  static String of(Object file) {
    File f = file instanceof File given ? given : new File(file.toString());
    try {
      Path path = f.getAbsoluteFile().toPath().normalize();
      Path folder = path.getParent();
      return folder == null
          ? path.toString()
          : new File(real(folder), path.getFileName().toString()).getPath();
    } catch (InvalidPathException e) {
      return f.getAbsolutePath();
    }
  }

  private static String real(Path folder) {
    String name = folder.toString();
    Real known = FOLDERS.get(name);
    return known != null && Ticks.now() - known.at() < FRESH_MILLIS
        ? known.folder()
        : lookUp(folder, name);
  }

  private static String lookUp(Path folder, String name) {
    try {
      String real = folder.toRealPath().toString();
      if (FOLDERS.size() >= MOST_FOLDERS) {
        FOLDERS.clear();
      }
      FOLDERS.put(name, new Real(real, Ticks.now()));
      return real;
    } catch (IOException e) {
      return name;
    }
  }
}
