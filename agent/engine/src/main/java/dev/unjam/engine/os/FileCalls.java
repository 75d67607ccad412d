package dev.unjam.engine.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Which file the threads of this process write to right now, as Linux tells it in {@code
 * /proc/self/task/TID/syscall}.
 */
public final class FileCalls {
  private static final Path TASKS = Path.of("/proc/self/task");
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /** {@code write}, {@code pwrite64}, {@code writev}, {@code pwritev}. */
  private static final Set<String> WRITES =
      System.getProperty("os.arch", "").equals("aarch64")
          ? Set.of("64", "68", "66", "70")
          : Set.of("1", "18", "20", "296");

  private final Path file;

  /** Looks for calls on this file, named without links. */
  public FileCalls(Path realPath) {
    this.file = realPath;
  }

  /**
   * Whether so many threads at least wait in writes to other files, and none is in any call on this
   * one. A thread that runs tells nothing; false where there is nothing to be read.
   */
  public boolean allElsewhere(int threads) {
    int elsewhere = 0;
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (Path task : tasks) {
        String[] call = call(task);
        if (call.length > 1 && isOnFile(call[1])) {
          return false;
        }
        elsewhere += WRITES.contains(call[0]) ? 1 : 0;
      }
      return elsewhere >= threads;
    } catch (IOException | DirectoryIteratorException e) {
      return false;
    }
  }

  /** The call's number and its arguments in hexadecimal, or the one word of a thread that runs. */
  private static String[] call(Path task) {
    try {
      Path file = task.resolve("syscall");
      return Files.readString(file, StandardCharsets.US_ASCII).trim().split(" ", -1);
    } catch (IOException e) {
      return new String[] {"gone"};
    }
  }

  private boolean isOnFile(String argument) {
    try {
      long fd = Long.parseUnsignedLong(argument.substring("0x".length()), 16);
      return fd >= 0
          && fd <= Integer.MAX_VALUE
          && Files.readSymbolicLink(DESCRIPTORS.resolve(Long.toString(fd))).equals(file);
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      return false;
    }
  }
}
