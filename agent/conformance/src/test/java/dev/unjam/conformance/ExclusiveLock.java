package dev.unjam.conformance;

import java.util.concurrent.locks.Lock;

/** A real exclusive lock, and what can be asked of it besides. */
interface ExclusiveLock {
  /** What a lock of ours throws out of its own code. */
  Outcome REFUSED = Outcome.threw(IllegalStateException.class, "not today");

  Lock asLock();

  /** Whether its owner can take it again. */
  boolean reentrant();

  /** Whether it knows its owner. */
  boolean named();

  /** The object by which the agent knows it. */
  Object key();

  boolean isLocked();

  /** How many holds the calling thread has, or -1 if the lock does not count them. */
  int holdsOfThisThread();

  boolean isHeldByThisThread();

  int queueLength();

  boolean isQueued(Thread thread);

  /** What it says of itself after its name. */
  String shown();

  /** What it should say. */
  String expectedShown(String owner, int holds, int queued);

  /** Whether its own code can be made to throw. */
  default boolean canRefuse() {
    return false;
  }

  /** Has the next attempts of this thread to acquire fail, the last of them with an exception. */
  default void refuse(int attempts) {
    throw new UnsupportedOperationException();
  }
}
