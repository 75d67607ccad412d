package dev.unjam.weave.semaphores;

import dev.unjam.bridge.SemaphoreHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Permits were acquired, or are about to be released. */
public final class SemaphoreAdvice {
  private SemaphoreAdvice() {}

  /** One, by a method that returns only then. */
  public static final class Acquired {
    private Acquired() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object semaphore) {
      SemaphoreHooks.acquired(semaphore, 1);
    }
  }

  /** As many as were asked for, by a method that returns only then. */
  public static final class AcquiredMany {
    private AcquiredMany() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object semaphore, @Advice.Argument(0) int permits) {
      SemaphoreHooks.acquired(semaphore, permits);
    }
  }

  /** One, or none. */
  public static final class Tried {
    private Tried() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object semaphore, @Advice.Return boolean taken) {
      if (taken) {
        SemaphoreHooks.acquired(semaphore, 1);
      }
    }
  }

  /** As many as were asked for, or none. */
  public static final class TriedMany {
    private TriedMany() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.This Object semaphore,
        @Advice.Argument(0) int permits,
        @Advice.Return boolean taken) {
      if (taken) {
        SemaphoreHooks.acquired(semaphore, permits);
      }
    }
  }

  /** As many as there were. */
  public static final class Drained {
    private Drained() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object semaphore, @Advice.Return int permits) {
      SemaphoreHooks.acquired(semaphore, permits);
    }
  }

  /** One is about to be released. */
  public static final class Releasing {
    private Releasing() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.This Object semaphore) {
      return SemaphoreHooks.releasing(semaphore, 1);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.This Object semaphore,
        @Advice.Enter int own,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (thrown != null) {
        SemaphoreHooks.notReleased(semaphore, own);
      }
    }
  }

  /** So many are about to be released. */
  public static final class ReleasingMany {
    private ReleasingMany() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static int enter(@Advice.This Object semaphore, @Advice.Argument(0) int permits) {
      return SemaphoreHooks.releasing(semaphore, permits);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.This Object semaphore,
        @Advice.Enter int own,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (thrown != null) {
        SemaphoreHooks.notReleased(semaphore, own);
      }
    }
  }
}
