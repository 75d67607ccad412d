package dev.unjam.weave.apache5async;

import dev.unjam.bridge.ApacheHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code commitRequest} of HTTP/2: the head of a request goes out by a stream of its own. */
public final class H2SentAdvice {
  private H2SentAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.FieldValue("context") @Nullable Object context,
      @Advice.FieldValue("outputChannel") Object stream) {
    ApacheHooks.streams(context, stream);
  }
}
