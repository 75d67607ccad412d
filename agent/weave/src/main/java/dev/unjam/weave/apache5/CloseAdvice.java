package dev.unjam.weave.apache5;

import dev.unjam.bridge.CallHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code CloseableHttpResponse.close()}, which reads the rest of a body: what that throws takes the
 * place of what its reader was told. Not the stream's own close, of which the library itself takes
 * a {@code SocketException} for no failure.
 */
public final class CloseAdvice {
  private CloseAdvice() {}

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    thrown = CallHooks.told(thrown);
  }
}
