package dev.unjam.weave.okhttp;

import dev.unjam.bridge.BodyHooks;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import okhttp3.Headers;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * {@code Exchange.responseHeadersEnd(Response)}: the head of one attempt, as the server sent it.
 *
 * <p>Below every interceptor: who sleeps and tries again within {@code execute()} is seen.
 */
public final class HeadAdvice {
  private HeadAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.This Object exchange,
      @Advice.FieldValue("call") Object made,
      @Advice.Argument(0) @Nullable Object answer) {
    CallRecord call = ClientHooks.of(made);
    if (call != null && answer != null) {
      Response response = (Response) answer;
      Headers headers = response.headers();
      List<String> fields = new ArrayList<>(2 * headers.size());
      for (int i = 0; i < headers.size(); i++) {
        fields.add(headers.name(i));
        fields.add(headers.value(i));
      }
      ClientHooks.head(call, response.code(), fields);
      if (response.code() >= 200) {
        BodyHooks.bind(exchange, call);
      }
    }
  }
}
