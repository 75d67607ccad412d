package dev.unjam.weave.apache5async;

import dev.unjam.bridge.ClientHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code produceOutput}: the peer takes some more of a request. */
public final class OutputAdvice {
  private OutputAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.FieldValue("context") @Nullable Object context) {
    ClientHooks.moves(context);
  }
}
