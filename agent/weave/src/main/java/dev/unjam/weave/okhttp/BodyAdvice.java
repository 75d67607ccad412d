package dev.unjam.weave.okhttp;

import dev.unjam.bridge.BodyHooks;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.bridge.QuotaExceededException;
import java.io.IOException;
import java.io.OutputStream;
import net.bytebuddy.asm.Advice;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * {@code Exchange$ResponseBodySource.read(Buffer, long)}: the bytes of a body as the server sent
 * them, before they are unzipped; they are copied out of the buffer, which is left as it is.
 */
public final class BodyAdvice {
  private BodyAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(@Advice.FieldValue("this$0") Object exchange) {
    return ClientHooks.readEnter(exchange);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.Argument(0) Object sink,
      @Advice.Return long n,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown)
      throws IOException {
    thrown = ClientHooks.readExit(entered, thrown == null ? n : 0, thrown);
    if (entered != null && thrown == null && n > 0) {
      OutputStream into = BodyHooks.into(entered, n);
      if (into != null) {
        Buffer buffer = (Buffer) sink;
        long from = buffer.size() - n + BodyHooks.wantedFrom(entered, n);
        buffer.copyTo(into, from, BodyHooks.wanted(entered, n));
      }
      BodyHooks.read(entered, n);
    }
  }
}
