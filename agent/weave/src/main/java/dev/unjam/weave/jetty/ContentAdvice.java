package dev.unjam.weave.jetty;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * {@code HttpReceiver$ContentSource.read()}: a piece of a body, as the server sent it; it is looked
 * at in a duplicate.
 */
public final class ContentAdvice {
  private ContentAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.FieldValue("this$0") Object receiver, @Advice.Return @Nullable Object read) {
    CallRecord call = ClientHooks.of(receiver);
    if (call != null && read instanceof Content.Chunk chunk) {
      ClientHooks.body(call, chunk.getByteBuffer().duplicate());
    }
  }
}
