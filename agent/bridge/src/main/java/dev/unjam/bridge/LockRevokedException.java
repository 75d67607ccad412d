package dev.unjam.bridge;

/**
 * Tells a task that the lock that it wants to take again was taken from it.
 *
 * <p>Unchecked, because {@code Lock.lock()} declares nothing; an IllegalStateException, because
 * hosts catch IllegalMonitorStateException around their unlock as "no longer mine, never mind", and
 * would go on without the lock. The message begins with {@code Model API quota exceeded, try again
 * later} where that is the reason.
 */
public final class LockRevokedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  LockRevokedException(String message) {
    super(message);
  }

  /** The message first: wrappers such as CompletionException show users just this text. */
  @SuppressWarnings("OverrideThrowableToString")
  @Override
  public String toString() {
    return getMessage() + " [" + getClass().getName() + "]";
  }
}
