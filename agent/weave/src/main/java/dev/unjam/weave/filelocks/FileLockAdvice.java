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

  /** The result of something asynchronous was taken: it may be a lock. */
  public static final class Got {
    private Got() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Return @Nullable Object result) {
      FileLockHooks.granted(result);
    }
  }

  /** A handler is about to be told of a result, which may be a lock, or of an error. */
  public static final class Told {
    private Told() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.Argument(2) @Nullable Object result, @Advice.Argument(3) @Nullable Object error) {
      FileLockHooks.granted(error == null ? result : null);
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
