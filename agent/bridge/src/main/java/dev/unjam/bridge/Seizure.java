package dev.unjam.bridge;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the removal of a lock file by force is at, and whether its holder, or work of that, has
 * tried its late release.
 *
 * <p>Until the removal begins the holder's deletion is its own. From then on the file goes at any
 * moment, and the next one of its name may be another's: a deletion is not done, counts as done,
 * and is owed to the holder should the file stay. Nobody waits for anybody.
 */
final class Seizure {
  private static final int NONE = 0;
  private static final int BEGUN = 1;
  private static final int OWED = 2;

  private final AtomicInteger state = new AtomicInteger(NONE);
  private volatile boolean absorbedOfOwner;
  private volatile boolean absorbedOfWork;

  /** On the remedy's thread; false if another one has begun it. */
  boolean begin() {
    return state.compareAndSet(NONE, BEGUN);
  }

  /** The file stays; on the thread that began it. Returns whether a deletion is owed. */
  boolean giveUp() {
    return state.getAndSet(NONE) == OWED;
  }

  /** Whether it has begun; any thread. */
  boolean hasBegun() {
    return state.get() != NONE;
  }

  /** A deletion is to be absorbed; false if none has begun, or it was given up just now. */
  boolean owes() {
    return state.compareAndSet(BEGUN, OWED) || state.get() == OWED;
  }

  /** A deletion was absorbed; on the thread that tried it. */
  void absorbed(boolean ofWork) {
    if (ofWork) {
      absorbedOfWork = true;
    } else {
      absorbedOfOwner = true;
    }
  }

  /** Whether one was, of the holder's own or of those of its work. */
  boolean hasAbsorbed(boolean ofWork) {
    return ofWork ? absorbedOfWork : absorbedOfOwner;
  }
}
