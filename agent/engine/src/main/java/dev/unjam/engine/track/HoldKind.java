package dev.unjam.engine.track;

import org.jspecify.annotations.Nullable;

/** What kind of thing is held. */
public enum HoldKind {
  /** An exclusive lock of java.util.concurrent or one built on its synchronizers. */
  LOCK(null),
  /** The shared half of a ReentrantReadWriteLock: counted per thread, so nobody else can end it. */
  READ_LOCK("read"),
  /** A StampedLock, in one of its locked modes. */
  STAMPED_LOCK(null),
  /** A Semaphore's permits. */
  SEMAPHORE(null),
  /** A region of a file that the operating system locks for this process. */
  FILE_LOCK(null),
  /** A lock file. */
  LOCKFILE(null);

  private final @Nullable String never;

  HoldKind(@Nullable String never) {
    this.never = never;
  }

  /** The word for why such a hold can never be released by force, or null where it can. */
  public @Nullable String never() {
    return never;
  }

  /** Whether it outlives its holder's stack: such a hold may be taken from a living holder too. */
  public boolean isLease() {
    return this == LOCKFILE || this == FILE_LOCK;
  }
}
