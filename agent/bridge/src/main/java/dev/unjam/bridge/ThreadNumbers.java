package dev.unjam.bridge;

import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Hands access to {@code Thread.tid} over to the registry, which the JIT compiles to a plain load
 * only if it is a constant of a class: it must be given before the first hook runs.
 */
public final class ThreadNumbers {
  private static volatile @Nullable VarHandle given;

  private ThreadNumbers() {}

  /** Gives the access, of type {@code (Thread)long}. */
  public static void give(VarHandle tid) {
    given = tid;
  }

  static @Nullable VarHandle given() {
    return given;
  }
}
