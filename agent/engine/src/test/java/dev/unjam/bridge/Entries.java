package dev.unjam.bridge;

/** Writes into the calling thread's record what the hooks of a kind of lock would. */
public final class Entries {
  private Entries() {}

  /** It was acquired; with the kind's own number. */
  public static void add(Object lock, long extra) {
    Threads.mine().pushWith(lock, extra);
  }

  /** Its newest hold was released. */
  public static void remove(Object lock) {
    Threads.mine().pop(lock);
  }
}
