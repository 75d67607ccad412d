package dev.unjam.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code /proc} says about a process. */
record Proc(long pid) {
  boolean isThere() {
    return Files.isDirectory(folder());
  }

  /** The path of the JVM's library in that process, or null if it has none. */
  @Nullable String jvmLibrary() throws IOException {
    for (String line : Files.readAllLines(folder().resolve("maps"), StandardCharsets.ISO_8859_1)) {
      if (line.endsWith("/libjvm.so")) {
        return line.substring(line.indexOf('/'));
      }
    }
    return null;
  }

  /** The command line; empty where it cannot be read. */
  List<String> arguments() {
    try {
      String line = Files.readString(folder().resolve("cmdline"), StandardCharsets.ISO_8859_1);
      return Arrays.asList(line.split("\0", -1));
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Whether the process surely is in another namespace of that kind than we are. */
  boolean isElsewhere(String kind) {
    try {
      Path theirs = Files.readSymbolicLink(folder().resolve("ns").resolve(kind));
      Path ours = Files.readSymbolicLink(Path.of("/proc/self/ns", kind));
      return !theirs.equals(ours);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether it has a file of that name open; null where that cannot be seen. */
  @Nullable Boolean hasOpen(String fileName) {
    try (Stream<Path> open = Files.list(folder().resolve("fd"))) {
      return open.anyMatch(link -> pointsTo(link, fileName));
    } catch (IOException | UncheckedIOException e) {
      return null;
    }
  }

  private static boolean pointsTo(Path link, String fileName) {
    try {
      return Files.readSymbolicLink(link).endsWith(fileName);
    } catch (IOException e) {
      return false;
    }
  }

  private Path folder() {
    return Path.of("/proc", Long.toString(pid));
  }
}
