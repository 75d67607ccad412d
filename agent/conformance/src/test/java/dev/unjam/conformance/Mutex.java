package dev.unjam.conformance;

import java.util.concurrent.locks.Lock;

/** What goes for every mutex of a host's that does not know its owner. */
interface Mutex extends Lock, ExclusiveLock {
  @Override
  default Lock asLock() {
    return this;
  }

  @Override
  default boolean reentrant() {
    return false;
  }

  @Override
  default boolean named() {
    return false;
  }

  @Override
  default int holdsOfThisThread() {
    return 0;
  }

  @Override
  default boolean isHeldByThisThread() {
    return false;
  }

  @Override
  default boolean canRefuse() {
    return true;
  }

  @Override
  default String shown() {
    return Insides.shown(key());
  }

  @Override
  default String expectedShown(String owner, int holds, int queued) {
    return "[State = " + holds + ", " + (queued > 0 ? "non" : "") + "empty queue]";
  }
}
