package dev.unjam.engine.lease;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code stat} says of a file at one moment, with what only holds as long as it keeps its
 * name.
 *
 * @param file what stays with it where it is renamed
 * @param changed when anything about it was changed last (ctime), which no program can set; where
 *     there is none, the time of its last write
 * @param born when it was made; where the JDK or the file system does not tell, the time of its
 *     last write (JDK-8316304)
 */
public record FileSight(FileIdentity file, FileTime changed, FileTime born) {
  private static final String VIEW = "unix";
  private static final String ATTRIBUTES =
      VIEW + ":fileKey,size,lastModifiedTime,ctime,creationTime";

  /**
   * Looks at a file, never opens it and follows no link.
   *
   * @return null where there is no such file
   * @throws IOException where it cannot be told
   */
  public static @Nullable FileSight of(Path path) throws IOException {
    try {
      if (!path.getFileSystem().supportedFileAttributeViews().contains(VIEW)) {
        BasicFileAttributes seen = FileIdentity.attributes(path);
        return new FileSight(FileIdentity.of(seen), seen.lastModifiedTime(), seen.creationTime());
      }
      return of(Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /**
   * Whether the times at which files were made are told in this folder for certain: of a file that
   * was written to at once its own times do not say so.
   *
   * @throws IOException where it cannot be looked at
   */
  public static boolean areBirthsTold(Path folder) throws IOException {
    FileSight seen = of(folder);
    return seen != null && seen.tellsBirth();
  }

  /**
   * Whether the time at which it was made is surely told: what was never written to has but one.
   */
  boolean tellsBirth() {
    return !born.equals(file.modified());
  }

  private static FileSight of(Map<String, Object> seen) throws IOException {
    if (seen.get("size") instanceof Long size
        && seen.get("lastModifiedTime") instanceof FileTime modified
        && seen.get("ctime") instanceof FileTime changed
        && seen.get("creationTime") instanceof FileTime born) {
      return new FileSight(new FileIdentity(seen.get("fileKey"), size, modified), changed, born);
    }
    throw new IOException("a file system that does not tell size and times: " + seen.keySet());
  }
}
