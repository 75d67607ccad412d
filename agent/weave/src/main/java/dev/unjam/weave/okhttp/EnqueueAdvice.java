package dev.unjam.weave.okhttp;

import dev.unjam.bridge.ClientHooks;
import net.bytebuddy.asm.Advice;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * {@code RealCall.enqueue(Callback)}: a thread of the dispatcher's makes the call.
 *
 * <p>One that is denied is enqueued all the same and refused by that thread: so the callback hears
 * of it where it always does, never on the thread that enqueues.
 */
public final class EnqueueAdvice {
  private EnqueueAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable Object enter(
      @Advice.This Object call, @Advice.FieldValue("originalRequest") Object asked) {
    Request request = (Request) asked;
    return ClientHooks.enterQueued(
        "OkHttp", request.method(), request.url().host(), request.url().port(), call);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.This Object call,
      @Advice.Enter @Nullable Object entered,
      @Advice.Thrown @Nullable Throwable thrown) {
    if (entered != null) {
      ClientHooks.neverResumed(call, thrown);
    }
  }
}
