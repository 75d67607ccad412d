package dev.unjam.bridge;

import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The futures of one child's end that the host was given, and what depends on them.
 *
 * <p>{@code Process.onExit()} makes a new one each time; only the latest few are known. Any thread.
 */
final class Exits {
  private static final int MOST = 8;
  private static final int FARTHEST = 64;

  private static volatile @Nullable VarHandle stack;
  private static volatile @Nullable VarHandle next;
  private static volatile @Nullable VarHandle dependent;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private final @Nullable WeakReference<Object>[] futures = new WeakReference[MOST];

  private int given;

  /** Gives access to a future's stack of completions; see {@link ExitHooks#access}. */
  static void access(VarHandle stackOf, VarHandle nextOf, VarHandle dependentOf) {
    stack = stackOf;
    next = nextOf;
    dependent = dependentOf;
  }

  synchronized void add(Object future) {
    futures[given++ % MOST] = new WeakReference<>(future);
  }

  /** Whether who waits for this future waits for one of them, or for what depends on one. */
  synchronized boolean leadTo(Object awaited) {
    for (int i = 0; i < MOST && i < given; i++) {
      WeakReference<Object> known = futures[i];
      Object future = known == null ? null : known.get();
      if (future != null && leads(future, awaited)) {
        return true;
      }
    }
    return false;
  }

  private static boolean leads(Object future, Object awaited) {
    VarHandle first = stack;
    VarHandle following = next;
    if (future == awaited || first == null || following == null) {
      return future == awaited;
    }
    ArrayDeque<Object> open = new ArrayDeque<>();
    open.add(future);
    for (int seen = 0; seen < FARTHEST && !open.isEmpty(); ) {
      Object completion = first.getVolatile(open.poll());
      for (; completion != null && seen < FARTHEST; seen++) {
        Object to = dependentOf(completion);
        if (to == awaited) {
          return true;
        }
        if (to != null) {
          open.add(to);
        }
        completion = following.getVolatile(completion);
      }
    }
    return false;
  }

  private static @Nullable Object dependentOf(Object completion) {
    VarHandle dep = dependent;
    if (dep == null || !dep.coordinateTypes().get(0).isInstance(completion)) {
      return null;
    }
    Object to = dep.getVolatile(completion);
    return to instanceof CompletableFuture ? to : null;
  }
}
