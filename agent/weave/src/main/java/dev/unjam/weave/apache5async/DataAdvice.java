package dev.unjam.weave.apache5async;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code consumeData}: a piece of a body has come; it is looked at in a duplicate. */
public final class DataAdvice {
  private DataAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.FieldValue("context") @Nullable Object context,
      @Advice.Argument(0) @Nullable ByteBuffer piece) {
    CallRecord call = ClientHooks.of(context);
    if (call != null && piece != null) {
      ClientHooks.body(call, piece.duplicate());
    }
  }
}
