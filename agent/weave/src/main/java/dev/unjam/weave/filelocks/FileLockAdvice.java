package dev.unjam.weave.filelocks;

import dev.unjam.bridge.FileLockHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A FileLock was acquired, or is valid no more. */
public final class FileLockAdvice {
  private FileLockAdvice() {}

  /** Null if another process has it. */
  public static final class Acquired {
    private Acquired() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return @Nullable Object lock) {
      FileLockHooks.acquired(lock);
    }
  }

  /** It was released, or its channel closed. */
  public static final class Released {
    private Released() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object lock) {
      FileLockHooks.released(lock);
    }
  }
}
