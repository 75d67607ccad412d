package dev.unjam.engine.lease;

import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a lock file was that a thread of this JVM has made, once its payload was written: by that
 * alone one that names nobody is told from a later one of the same name, whose inode may be the
 * same.
 *
 * <p>Times are compared with the file's own ones, since a file server has a clock of its own. What
 * somebody else makes of the same inode and the same size within one unit of that looks the same.
 *
 * @param latest what it was when it was looked at last within the first moment
 * @param first when it had been changed by the time that it was first looked at
 * @param sure whether that, or its making, was soon enough for it to be what the thread made
 */
public record LockNote(FileSight latest, FileTime first, boolean sure) {
  /** A payload may be written in steps, and a clock be as coarse as FAT's. */
  private static final Duration MOMENT = Duration.ofSeconds(2);

  /**
   * Notes what is seen first.
   *
   * @param created when the thread made it, in milliseconds of this machine's wall clock
   * @param now the same of a time after it was looked at
   */
  public static LockNote first(FileSight seen, long created, long now) {
    boolean soon =
        isWithin(created, now)
            || isWithin(created, seen.changed().toMillis())
            || (seen.tellsBirth() && isWithin(created, seen.born().toMillis()));
    return new LockNote(seen, seen.changed(), soon);
  }

  private static boolean isWithin(long created, long then) {
    return Math.abs(then - created) <= MOMENT.toMillis();
  }

  /** Notes what it is now, if it is the same file, still in its first moment; else null. */
  public @Nullable LockNote renewed(FileSight now) {
    Duration since = Duration.between(first.toInstant(), now.changed().toInstant());
    return isSameFile(now.file())
            && latest.born().equals(now.born())
            && !since.isNegative()
            && since.compareTo(MOMENT) <= 0
        ? new LockNote(now, first, sure)
        : null;
  }

  /** Whether it may be the same file, as far as its place in the file system says. */
  public boolean isSameFile(FileIdentity now) {
    return latest.file().isSameFile(now);
  }

  /** Whether it is the file that the thread made for certain, whatever was written to it since. */
  public boolean isTheSame(FileSight now) {
    return sure && now.tellsBirth() && isSameFile(now.file()) && latest.born().equals(now.born());
  }

  /**
   * Whether it is another file for certain: in another place, or made at another time.
   *
   * @param birthsAreTold whether the folder says so of its files ({@link FileSight#areBirthsTold})
   */
  public boolean isAnother(FileSight now, boolean birthsAreTold) {
    boolean told = birthsAreTold || latest.tellsBirth() || now.tellsBirth();
    return !isSameFile(now.file()) || (told && !latest.born().equals(now.born()));
  }

  /** Whether nobody has written to it since, or made another one. */
  public boolean isStill(FileSight now) {
    return latest.file().equals(now.file());
  }

  /** Whether it is certain that it is the file that the thread made, and as it left it. */
  public boolean isUntouched(@Nullable FileSight now) {
    return sure && latest.equals(now);
  }
}
