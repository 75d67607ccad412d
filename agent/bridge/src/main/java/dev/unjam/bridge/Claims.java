package dev.unjam.bridge;

import java.util.ArrayList;
import java.util.List;

/**
 * The claims that are up: none in the life of nearly every JVM, and then one load is all that a
 * lock operation pays.
 *
 * <p>Each lock operation goes through all that are up, so there is an end to their number. Where it
 * is reached the oldest goes of those whose task has ended; one that is up, or whose holder's task
 * still runs, never does.
 */
public final class Claims {
  static final int MOST = 256;
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

  /** Adds it if there is room, or room can be made. */
  static synchronized boolean add(Claim c) {
    List<Claim> next = needed();
    if (next.size() >= MOST && !dropOldest(next)) {
      return false;
    }
    next.add(c);
    publish(next);
    return true;
  }

  /** They stand in the order in which they were put up. */
  private static boolean dropOldest(List<Claim> claims) {
    for (int i = 0; i < claims.size(); i++) {
      if (claims.get(i).isDispensable()) {
        claims.remove(i);
        return true;
      }
    }
    return false;
  }

  /** Forgets claims that nobody will come back for; the agent's threads only. */
  public static synchronized void prune() {
    publish(needed());
  }

  private static List<Claim> needed() {
    List<Claim> needed = new ArrayList<>();
    for (Claim c : all) {
      if (!c.isOver()) {
        needed.add(c);
      }
    }
    return needed;
  }

  private static void publish(List<Claim> claims) {
    all = claims.toArray(NONE);
    any = !claims.isEmpty();
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
