package dev.unjam.weave.readlocks;

import dev.unjam.bridge.ReadLockHooks;
import net.bytebuddy.asm.Advice;

/** A read lock was taken, or released. */
public final class ReadLockAdvice {
  private ReadLockAdvice() {}

  /** By a method that returns only once it is. */
  public static final class Acquired {
    private Acquired() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object lock) {
      ReadLockHooks.acquired(lock);
    }
  }

  /** Or not. */
  public static final class Tried {
    private Tried() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object lock, @Advice.Return boolean taken) {
      if (taken) {
        ReadLockHooks.acquired(lock);
      }
    }
  }

  /** Once less. */
  public static final class Released {
    private Released() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object lock) {
      ReadLockHooks.released(lock);
    }
  }
}
