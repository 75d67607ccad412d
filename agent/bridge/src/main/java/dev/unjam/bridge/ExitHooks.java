package dev.unjam.bridge;

import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Tells who waits for a child's end by a future: {@code process.onExit().get()} is what {@code
 * process.waitFor()} is.
 *
 * <p>Asked only where a thread is about to park for a CompletableFuture that has no result.
 */
public final class ExitHooks {
  private ExitHooks() {}

  /**
   * Gives access to {@code CompletableFuture.stack}, {@code Completion.next} and {@code
   * UniCompletion.dep}; without it only who waits for the very future is known.
   */
  public static void access(VarHandle stack, VarHandle next, VarHandle dependent) {
    Exits.access(stack, next, dependent);
  }

  /**
   * The host was given a future of a process's end.
   *
   * @param process the process, or a handle of it
   */
  public static void given(Object process, @Nullable Object future) {
    if (future == null || !Bridge.isOn() || !Children.any()) {
      return;
    }
    ChildRecord child =
        process instanceof ProcessHandle handle ? Children.of(handle.pid()) : Children.of(process);
    if (child != null) {
      child.exits().add(future);
    }
  }

  /**
   * The calling thread is about to wait for this future.
   *
   * @return what {@link ChildHooks#hasWaited} wants back
   */
  public static @Nullable Object waitsFor(Object future) {
    ThreadRecord r = Children.any() ? CallHooks.recording() : null;
    ChildRecord child = r == null ? null : Children.endingWith(future);
    return r == null || child == null ? null : ChildHooks.waitsForEnd(r, child);
  }
}
