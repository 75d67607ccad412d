package dev.unjam.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code /proc} says about a process. */
record Proc(long pid) {
  private static final long QUIT = 1L << (3 - 1);

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
    List<Path> open = open();
    return open == null ? null : open.stream().anyMatch(link -> name(link).endsWith(fileName));
  }

  /** The descriptors that it has open, which can be opened as its files; null where not seen. */
  @Nullable List<Path> open() {
    try (Stream<Path> open = Files.list(folder().resolve("fd"))) {
      return open.toList();
    } catch (IOException | UncheckedIOException e) {
      return null;
    }
  }

  /** What a descriptor was opened as; with {@code (deleted)} behind it where that is no more. */
  static Path name(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor);
    } catch (IOException e) {
      return Path.of(""); // it was closed while we looked
    }
  }

  /** Whether it is surely stopped, by SIGSTOP or a debugger. */
  boolean isStopped() {
    String state = status("State:");
    return state != null && (state.startsWith("T") || state.startsWith("t"));
  }

  /** Whether SIGQUIT surely ends it, as it does a JVM that starts up or runs with {@code -Xrs}. */
  boolean diesOfQuit() {
    String caught = status("SigCgt:");
    return caught != null && (new BigInteger(caught, 16).longValue() & QUIT) == 0;
  }

  private @Nullable String status(String field) {
    try {
      for (String line :
          Files.readAllLines(folder().resolve("status"), StandardCharsets.ISO_8859_1)) {
        if (line.startsWith(field)) {
          return line.substring(field.length()).trim();
        }
      }
      return null;
    } catch (IOException e) {
      return null;
    }
  }

  private Path folder() {
    return Path.of("/proc", Long.toString(pid));
  }
}
