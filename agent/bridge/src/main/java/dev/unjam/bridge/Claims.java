package dev.unjam.bridge;

import java.util.ArrayList;
import java.util.List;

/**
 * The claims that are up: none in the life of nearly every JVM, and then one load is all that a
 * lock operation pays.
 */
public final class Claims {
  private static final Claim[] NONE = {};

  /**
   * Volatile costs nothing on x86 and keeps the JIT from reading it before the safepoint at which a
   * remedy saw the thread outside the lock's operations.
   */
  private static volatile boolean any;

  private static volatile Claim[] all = NONE;

  private Claims() {}

  /** Whether any claim is up. */
  static boolean any() {
    return any;
  }

  /**
   * Whether any claim is up, and the calling thread is not one of the agent's own: what a remedy
   * releases is never kept back for the sake of another remedy's claim.
   */
  static boolean concernMe() {
    if (!any) {
      return false;
    }
    ThreadRecord r = Threads.mineIfThere();
    return r == null || !r.exempt;
  }

  /** The claims as they are right now; not to be written to. */
  static Claim[] all() {
    return all;
  }

  static synchronized void add(Claim c) {
    List<Claim> next = new ArrayList<>(List.of(all));
    next.add(c);
    all = next.toArray(NONE);
    any = true;
  }

  /** Forgets claims that nobody will come back for; the agent's threads only. */
  public static synchronized void prune() {
    List<Claim> next = new ArrayList<>();
    for (Claim c : all) {
      if (!c.isOver()) {
        next.add(c);
      }
    }
    all = next.toArray(NONE);
    any = !next.isEmpty();
  }

  /**
   * Nobody is refused a lock any more; any thread. What was released by force stays so, and late
   * releases of it are still absorbed.
   */
  public static void lift() {
    for (Claim c : all) {
      c.lift();
    }
  }
}
