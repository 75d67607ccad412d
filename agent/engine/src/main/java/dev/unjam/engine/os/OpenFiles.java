package dev.unjam.engine.os;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Who has which file open, as far as {@code /proc} lets this user see; one thread only.
 *
 * <p>What cannot be seen (other users' processes, systems without {@code /proc}) counts as nobody.
 */
public final class OpenFiles {
  /** Short: a process that starts meanwhile may open one. */
  private static final long KEPT_NANOS = 100_000_000;

  private Map<Path, Long> byPath = Map.of();
  private long readAt = System.nanoTime() - KEPT_NANOS;

  /** Returns the pid of a process that has this file open; never throws. */
  public OptionalLong holder(Path file) {
    if (System.nanoTime() - readAt >= KEPT_NANOS) {
      byPath = read();
      readAt = System.nanoTime();
    }
    try {
      Long pid = byPath.get(file.toRealPath());
      return pid == null ? OptionalLong.empty() : OptionalLong.of(pid);
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private static Map<Path, Long> read() {
    Map<Path, Long> found = new HashMap<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : all) {
        read(process.resolve("fd"), Long.parseLong(process.getFileName().toString()), found);
      }
    } catch (IOException | DirectoryIteratorException | NumberFormatException e) {
      return found; // what was seen so far is still true
    }
    return found;
  }

  private static void read(Path descriptors, long pid, Map<Path, Long> found) {
    try (DirectoryStream<Path> each = Files.newDirectoryStream(descriptors)) {
      for (Path descriptor : each) {
        found.putIfAbsent(Files.readSymbolicLink(descriptor), pid);
      }
    } catch (IOException | DirectoryIteratorException e) {
      return; // somebody else's, or it ended while we looked
    }
  }
}
