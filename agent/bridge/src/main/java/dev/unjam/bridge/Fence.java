package dev.unjam.bridge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes the former holder of lock files harmless: what was taken from it.
 *
 * <p>Ends with the task that it was set for; outside a pool for each lock file by itself, as {@link
 * Loss} tells. For locks it is a {@link Claim}.
 *
 * @param task the number of the task that is fenced
 * @param taken the lease records that were released on the holder's behalf
 * @param until until when, in credited milliseconds, a new acquisition is taken for a part of what
 *     it was at as it lost them
 * @param message what the host is told if it goes on as if it still held them
 */
public record Fence(int task, List<Object> taken, long until, String message) {
  /** Copies the list. */
  public Fence {
    taken = List.copyOf(taken);
  }

  /** Whether its thread may take a lock file anew by now, which it can if nobody else has. */
  boolean isLate() {
    return Ticks.now() > until;
  }

  /** What its task lost under this path and is still kept from, the newest; or null. */
  @Nullable LeaseRecord lost(ThreadRecord r, String path) {
    return task == r.task() ? newest(path) : null;
  }

  /** The same of whatever task. */
  @Nullable LeaseRecord newest(String path) {
    for (int i = taken.size() - 1; i >= 0; i--) {
      if (taken.get(i) instanceof LeaseRecord lease
          && lease.path().equals(path)
          && !lease.loss.isOver()) {
        return lease;
      }
    }
    return null;
  }

  /** Sees whether the thread has left what it was at; the watchdog's thread only. */
  private void seen(Thread thread) {
    StackTraceElement @Nullable [] stack = null;
    for (Object t : taken) {
      if (t instanceof LeaseRecord lease && lease.loss.isToBeSeen()) {
        stack = stack == null ? stack(thread) : stack;
        lease.loss.seen(stack);
      }
    }
  }

  /** Of a thread whose class may be the host's: none if it has another way to tell its stack. */
  private static StackTraceElement[] stack(Thread thread) {
    try {
      return thread.getStackTrace();
    } catch (RuntimeException e) {
      return new StackTraceElement[0];
    }
  }

  /** Sees whether a fenced thread of no pool is still at the same; the watchdog's thread only. */
  static void look(ThreadRecord r) {
    Fence fence = r.fence();
    if (fence != null && fence.task() == r.task() && !tellsTasks(r)) {
      fence.seen(r.thread);
    }
  }

  /**
   * Whether the thread is a pool's, where each of its tasks is told as it ends. An event loop does
   * most of what it does in none, and a virtual thread, though it is one task, may be a loop.
   */
  static boolean tellsTasks(ThreadRecord r) {
    return r.pooled && !r.loop;
  }
}
