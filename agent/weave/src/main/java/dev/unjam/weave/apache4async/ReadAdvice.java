package dev.unjam.weave.apache4async;

import dev.unjam.bridge.ApacheHooks;
import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A decoder's {@code read}: what has come lies in its reader's own buffer. */
public final class ReadAdvice {
  private ReadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static int enter(@Advice.Argument(0) @Nullable ByteBuffer into) {
    return into == null ? 0 : into.position();
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.This Object decoder,
      @Advice.Enter int from,
      @Advice.Argument(0) @Nullable ByteBuffer into) {
    if (into != null && into.position() > from) {
      ApacheHooks.decoded(decoder, into, from);
    }
  }
}
