package dev.unjam.bridge;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Tells a thread that a remedy interrupted in {@code CompletableFuture.get} why.
 *
 * <p>It would see a bare InterruptedException otherwise, which hosts take for their own shutdown.
 * What it sees is an ExecutionException with our exception as its cause, as if the future had
 * failed; the future itself stays as it is.
 */
public final class FutureHooks {
  private static volatile @Nullable MethodHandle failure;

  private FutureHooks() {}

  /**
   * Gives access to {@code CompletableFuture.AltResult}; once, on the agent's thread.
   *
   * @param failed from a Throwable to what stands for a failure among a future's results
   */
  public static void access(MethodHandle failed) {
    failure = failed;
  }

  /**
   * The calling thread has waited for a future.
   *
   * @param result what it brings back: null if it was interrupted
   * @return what it is to bring back
   */
  public static @Nullable Object waited(@Nullable Object result) {
    if (result != null) {
      return result;
    }
    ThreadRecord r = Threads.mineIfAny();
    return r == null || !r.interruptedByUs ? null : interrupted(r);
  }

  private static @Nullable Object interrupted(ThreadRecord r) {
    MethodHandle make = failure;
    Denial why = r.boundBy();
    if (make == null || why == null) {
      return null;
    }
    try {
      Object told = (Object) make.invokeExact((Throwable) why.toException(null));
      CallHooks.clearInterrupt(r);
      return told;
    } catch (Throwable e) {
      Faults.suppress(e);
      return null;
    }
  }
}
