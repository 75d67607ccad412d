package dev.unjam.weave.apache4async;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.apache.http.Header;
import org.apache.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** {@code responseReceived}: the head of an answer has come, on an I/O thread. */
public final class HeadAdvice {
  private HeadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object handler, @Advice.Argument(0) @Nullable Object head) {
    CallRecord call = ClientHooks.of(handler);
    if (call != null && head instanceof HttpResponse response) {
      int status = response.getStatusLine().getStatusCode();
      List<String> fields = new ArrayList<>();
      for (Header field : response.getAllHeaders()) {
        fields.add(field.getName());
        fields.add(field.getValue());
      }
      if (status >= 200) {
        ClientHooks.head(call, status, fields);
      }
    }
  }
}
