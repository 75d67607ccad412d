package dev.unjam.engine.lease;

import dev.unjam.engine.os.KernelLocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What tells one file from a later one of the same name.
 *
 * @param fileKey device and inode, or null on Windows
 * @param size in bytes
 * @param modified the time of the last change, as fine as the file system has it: an inode is given
 *     out again at once, and a lock file of the same length may follow within a millisecond
 */
public record FileIdentity(@Nullable Object fileKey, long size, FileTime modified) {
  /** As the JDK writes it on Unix: {@code (dev=fe00,ino=1234)}. */
  private static final String INODE = "ino=";

  /**
   * Looks at a file by {@code stat} alone, never opens it and follows no link.
   *
   * @return null where there is no such file
   * @throws IOException where it cannot be told
   */
  public static @Nullable FileIdentity of(Path path) throws IOException {
    try {
      return of(attributes(path));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Returns its number in the file system; empty where that gives none. */
  OptionalLong inode() {
    String key = String.valueOf(fileKey);
    int begin = key.indexOf(INODE) + INODE.length();
    try {
      return begin < INODE.length() || !key.endsWith(")")
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(key, begin, key.length() - 1, 10));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** Says whether the kernel has a lock on it, as far as that table has it; it may look again. */
  OptionalLong lockedIn(KernelLocks locks, Path path) {
    OptionalLong inode = inode();
    return inode.isPresent() && !locks.mayHold(inode.getAsLong())
        ? OptionalLong.empty()
        : locks.holder(path);
  }

  /** Says whether it is the same file, whatever was done to it since; null is none. */
  boolean isSameFile(@Nullable FileIdentity other) {
    return other != null && Objects.equals(fileKey, other.fileKey);
  }

  static FileIdentity of(BasicFileAttributes seen) {
    return new FileIdentity(seen.fileKey(), seen.size(), seen.lastModifiedTime());
  }

  static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
