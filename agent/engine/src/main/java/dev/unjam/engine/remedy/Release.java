package dev.unjam.engine.remedy;

/**
 * Takes holds of one kind from their holders.
 *
 * <p>On a disposable thread, which must be exempt from recording: what it does may block, and is
 * then left behind. Against the holder's own release at the same instant each is atomic: exactly
 * one of the two releases.
 */
public sealed interface Release
    permits LockRelease, SemaphoreRelease, StampRelease, FileLockRelease, NoRelease {
  /** What each says where no claim can be put up: what comes late could not be told any more. */
  Attempt NO_ROOM =
      new Attempt.NoHandle("too many holds were released by force whose tasks still run");

  /**
   * Releases a hold.
   *
   * @return {@link Attempt.Gone} if its holder came first, {@link Attempt.NoHandle} where this kind
   *     or this lock cannot be released safely
   * @throws Exception whatever the lock throws; it is then left as it was
   */
  Attempt release(Hold hold) throws Exception;
}
