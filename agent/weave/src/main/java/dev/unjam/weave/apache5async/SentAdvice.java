package dev.unjam.weave.apache5async;

import dev.unjam.bridge.ClientHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code commitRequest}: the head of a request goes out. */
public final class SentAdvice {
  private SentAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.FieldValue("context") @Nullable Object context) {
    ClientHooks.sent(context);
  }
}
