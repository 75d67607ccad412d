package dev.unjam.weave.urlconnection;

import dev.unjam.bridge.CallHooks;
import dev.unjam.bridge.QuotaExceededException;
import dev.unjam.bridge.UrlConnectionHooks;
import java.io.InputStream;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * {@code getInputStream}: waits for the head and hands out the body.
 *
 * <p>The stream fields themselves are replaced, so that asking twice returns the same stream.
 */
public final class HeadAdvice {
  private HeadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(
      @Advice.This Object connection, @Advice.FieldValue("responseCode") int status) {
    return UrlConnectionHooks.enter(connection, status);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.This Object connection,
      @Advice.Enter @Nullable Object entered,
      @Advice.FieldValue("responseCode") int status,
      @Advice.FieldValue("responses") @Nullable Object headers,
      @Advice.FieldValue(value = "inputStream", readOnly = false) @Nullable InputStream input,
      @Advice.FieldValue(value = "errorStream", readOnly = false) @Nullable InputStream error,
      @Advice.Return(readOnly = false) @Nullable InputStream returned,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown) {
    if (UrlConnectionHooks.left(entered)) {
      return;
    }
    if (entered instanceof QuotaExceededException refused) {
      thrown = refused;
      return;
    }
    UrlConnectionHooks.head(entered, connection, headers, status);
    input = UrlConnectionHooks.teed(entered, input);
    error = UrlConnectionHooks.teed(entered, error);
    if (thrown == null) {
      returned = input;
    } else {
      thrown = status > 0 ? CallHooks.told(thrown) : CallHooks.converted(thrown);
    }
  }
}
