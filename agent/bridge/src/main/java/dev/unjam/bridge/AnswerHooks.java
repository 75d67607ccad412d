package dev.unjam.bridge;

import org.jspecify.annotations.Nullable;

/**
 * Notes that work which made a call for a holder has told him what came of it: it wakes him.
 *
 * <p>Called by whoever completes what the holder waits for. A refusal that he was told of is his
 * own from then on, whatever he does next; one that nobody told him of is none of his.
 */
public final class AnswerHooks {
  private AnswerHooks() {}

  /** The calling thread is about to wake this one, which waits for a CompletableFuture. */
  public static void wakes(@Nullable Thread waiter) {
    Flow asked = waiter == null ? null : asked();
    if (asked != null && asked.holder.thread == waiter) {
      asked.tells();
    }
  }

  /** The holder for whom the calling thread goes on with what was asked for him, or null. */
  public static @Nullable Thread holder() {
    Flow asked = asked();
    return asked == null ? null : asked.holder.thread;
  }

  /** The calling thread tells something to a holder who waits, or is about to. */
  static void tells(ThreadRecord waiter) {
    Flow asked = asked();
    if (asked != null && asked.holder == waiter) {
      asked.tells();
    }
  }

  /** The work that asked for what the calling thread goes on with, or null. */
  private static @Nullable Flow asked() {
    if (!Flows.any()) {
      return null;
    }
    Flow running = FlowHooks.running(Threads.mineIfAny());
    return running == null ? null : running.asked();
  }
}
