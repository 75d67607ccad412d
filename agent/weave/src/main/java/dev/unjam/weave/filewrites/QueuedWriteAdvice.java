package dev.unjam.weave.filewrites;

import dev.unjam.bridge.WriteHooks;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** An AsynchronousFileChannel is to be written to: who is refused hears of it as of an error. */
public final class QueuedWriteAdvice {
  private QueuedWriteAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  static @Nullable IOException enter(@Advice.FieldValue("fdObj") FileDescriptor fd) {
    return WriteHooks.writing(fd, null);
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable IOException refused,
      @Advice.FieldValue("executor") Executor executor,
      @Advice.Argument(2) @Nullable Object attachment,
      @Advice.Argument(3) @Nullable CompletionHandler<?, ?> handler,
      @Advice.Return(readOnly = false) @Nullable Future<?> result) {
    if (refused != null) {
      result = WriteHooks.refused(refused, handler, attachment, executor);
    }
  }

  /** It is cut. */
  public static final class Cut {
    private Cut() {}

    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static @Nullable IOException enter(@Advice.FieldValue("fdObj") FileDescriptor fd) {
      return WriteHooks.writing(fd, null);
    }
  }
}
