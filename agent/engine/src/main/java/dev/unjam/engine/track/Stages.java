package dev.unjam.engine.track;

import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether somebody who waits for a CompletableFuture waits for what another one leads to.
 *
 * <p>A future keeps a stack of what depends on it, stages and waiting threads alike ({@code
 * CompletableFuture.Signaller}, which is what the thread is parked on). Field names are those of 17
 * and 25; without them, or without access, the answer is unknown.
 */
final class Stages {
  private static final String NAME = "java.util.concurrent.CompletableFuture";
  private static final int MOST = 256;

  private final @Nullable Field stack = field("", "stack");
  private final @Nullable Field next = field("$Completion", "next");
  private final @Nullable Field dep = field("$UniCompletion", "dep");
  private final @Nullable Field anyOf = field("$AnyOf", "dep");
  private final @Nullable Field base = field("$CoCompletion", "base");

  private static @Nullable Field field(String nested, String name) {
    try {
      Field f = Class.forName(NAME + nested).getDeclaredField(name);
      f.setAccessible(true);
      return f;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  static boolean isWaiter(Object blocker) {
    return blocker.getClass().getName().equals(NAME + "$Signaller");
  }

  /**
   * Whether this waiter is told when that future, or what depends on it, completes.
   *
   * <p>A future that has completed lets go of a stage before it runs it: what the stage leads to,
   * which may take its time inside a callback, can then no longer be told.
   */
  Awaited lead(@Nullable Object future, Object waiter) {
    if (!(future instanceof CompletableFuture<?>) || stack == null || next == null || dep == null) {
      return Awaited.PERHAPS;
    }
    try {
      return find(future, waiter);
    } catch (IllegalAccessException e) {
      return Awaited.PERHAPS;
    }
  }

  private Awaited find(Object future, Object waiter) throws IllegalAccessException {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> open = new ArrayDeque<>();
    Awaited otherwise = Awaited.NO;
    open.add(future);
    while (!open.isEmpty() && seen.size() < MOST) {
      Object from = open.poll();
      if (from instanceof CompletableFuture<?> f && f.isDone()) {
        otherwise = Awaited.PERHAPS;
      }
      for (Object c = get(stack, from); c != null && seen.add(c); c = get(next, c)) {
        if (c == waiter) {
          return Awaited.YES;
        }
        Object to = dependent(c);
        if (to != null && seen.add(to)) {
          open.add(to);
        }
      }
    }
    return otherwise;
  }

  private @Nullable Object dependent(Object completion) throws IllegalAccessException {
    if (dep != null && dep.getDeclaringClass().isInstance(completion)) {
      return dep.get(completion);
    }
    if (anyOf != null && anyOf.getDeclaringClass().isInstance(completion)) {
      return anyOf.get(completion);
    }
    Object both =
        base != null && base.getDeclaringClass().isInstance(completion)
            ? base.get(completion)
            : null;
    return both == null ? null : get(dep, both);
  }

  private static @Nullable Object get(@Nullable Field f, @Nullable Object of)
      throws IllegalAccessException {
    return f == null || of == null ? null : f.get(of);
  }
}
