package dev.unjam.engine.lease;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads lock files from outside the JVM that holds them.
 *
 * <p>It opens the file, and closing it drops every POSIX lock that this JVM holds on it: never to
 * be used on a lock file that this JVM itself has taken.
 */
public final class LockFileReader {
  private static final int MOST_BYTES = 64 * 1024;

  private LockFileReader() {}

  /** Reads one; empty where it is gone. What cannot be read says so in its {@code problem}. */
  public static Optional<LockFile> read(Path path) {
    FileIdentity before = null;
    try {
      BasicFileAttributes seen = FileIdentity.attributes(path);
      before = FileIdentity.of(seen);
      if (!seen.isRegularFile()) {
        return Optional.of(unreadable(path, before, kind(path, seen)));
      }
      if (seen.size() > MOST_BYTES) {
        return Optional.of(unreadable(path, before, "it is too large for a lock file"));
      }
      return Optional.of(read(path, before));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(unreadable(path, before, "it cannot be read: " + Why.of(e)));
    }
  }

  private static String kind(Path path, BasicFileAttributes seen) {
    if (seen.isDirectory()) {
      return "it is a folder, and no lock file";
    }
    if (seen.isSymbolicLink()) {
      return Files.exists(path)
          ? "it is a symbolic link, and no lock file"
          : "it is a symbolic link to what is not there, and no lock file";
    }
    return "it is not a regular file";
  }

  /** Makes one of what stat says alone, for a lock that must not be opened. */
  static LockFile unopened(Path path, FileIdentity identity, String why) {
    return unreadable(path, identity, why);
  }

  private static LockFile read(Path path, FileIdentity before) throws IOException {
    String raw = content(path, (int) before.size());
    if (raw.length() != before.size() || !before.equals(FileIdentity.of(path))) {
      return unreadable(path, before, "it changed while it was read");
    }
    Optional<LockPayload> payload = LockPayload.parse(asUtf8(raw));
    String problem =
        payload.isPresent() || raw.isBlank()
            ? null
            : "it is half written, or no lock's: neither a JSON object nor a pid";
    return new LockFile(path, before, raw, payload.orElse(LockPayload.NONE), problem);
  }

  /**
   * Reads it, each byte as one character; by a stream, for an interrupt would close a channel.
   *
   * @param expected how many bytes it should have: one more is read, so that more is noticed
   */
  static String content(Path path, int expected) throws IOException {
    try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
      return new String(in.readNBytes(expected + 1), StandardCharsets.ISO_8859_1);
    }
  }

  private static String asUtf8(String raw) {
    return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static LockFile unreadable(Path path, @Nullable FileIdentity seen, String problem) {
    return new LockFile(path, seen, null, LockPayload.NONE, problem);
  }
}
