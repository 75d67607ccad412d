package dev.unjam.benchmarks.peer;

import org.jspecify.annotations.Nullable;

/**
 * The helper of the Byteman rule: per thread a stack of holds with time stamps, pushed when a
 * thread becomes the owner, popped when nobody is.
 *
 * <p>Not final: Byteman subclasses it, and makes an instance for each firing; what is kept lies in
 * the thread's own record. The stamp is a coarse tick, as the agent's is, so that what is compared
 * is the way to the books.
 */
public class Holds {
  private static final long TICK_MILLIS = 250;
  private static final ThreadLocal<Stack> MINE = ThreadLocal.withInitial(Stack::new);

  @SuppressWarnings("NonFinalStaticField")
  private static long tick = 1;

  static {
    Thread t = new Thread(null, Holds::count, "byteman-peer-tick", 0, false);
    t.setDaemon(true);
    t.start();
  }

  /** Byteman makes one for each firing. */
  public Holds() {}

  /** The owner of a synchronizer changes; on the thread that changes it. */
  public void ownerSet(Object synchronizer, @Nullable Object owner) {
    Stack s = MINE.get();
    s.fired++;
    if (owner == null) {
      s.pop(synchronizer);
    } else {
      s.push(synchronizer);
    }
  }

  /** How often the rule fired on the calling thread. */
  public static long firedHere() {
    return MINE.get().fired;
  }

  private static void count() {
    try {
      while (true) {
        Thread.sleep(TICK_MILLIS);
        tick += TICK_MILLIS;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Stack {
    private final @Nullable Object[] locks = new @Nullable Object[16];
    private final long[] since = new long[16];
    private int depth;
    private long fired;

    void push(Object lock) {
      if (depth < locks.length) {
        locks[depth] = lock;
        since[depth] = tick;
        depth++;
      }
    }

    void pop(Object lock) {
      for (int i = depth - 1; i >= 0; i--) {
        if (locks[i] == lock) {
          System.arraycopy(locks, i + 1, locks, i, depth - i - 1);
          System.arraycopy(since, i + 1, since, i, depth - i - 1);
          depth--;
          locks[depth] = null;
          return;
        }
      }
    }
  }
}
