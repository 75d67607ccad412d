package dev.unjam.engine.track;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a process has opened what is behind one of its descriptors; see {@code man 5 proc}. */
public final class DescriptorFlags {
  /** The last octal digits of a descriptor's flags; see {@code man 2 open}: O_ACCMODE. */
  private static final int ACCESS_MODE = 3;

  private static final String FLAGS = "flags:";

  private DescriptorFlags() {}

  /**
   * Whether it can write there; false if it was closed meanwhile, or is not ours to see.
   *
   * @param process its folder in {@code /proc}
   * @param number the descriptor's
   */
  public static boolean areToWrite(Path process, String number) {
    try {
      for (String line : Files.readAllLines(process.resolve("fdinfo").resolve(number))) {
        if (line.startsWith(FLAGS)) {
          return (Long.parseLong(line.substring(FLAGS.length()).strip(), 8) & ACCESS_MODE) != 0;
        }
      }
      return false;
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }
}
