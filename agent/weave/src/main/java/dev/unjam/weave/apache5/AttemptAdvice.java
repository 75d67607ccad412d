package dev.unjam.weave.apache5;

import dev.unjam.bridge.ApacheHooks;
import dev.unjam.bridge.BodyHooks;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.bridge.QuotaExceededException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code HttpRequestExecutor.execute}: one request goes out and one head comes in, also of the
 * answers that the client's own retries keep to themselves.
 */
public final class AttemptAdvice {
  private AttemptAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = QuotaExceededException.class)
  static @Nullable Object enter(@Advice.Argument(0) @Nullable Object request) {
    // What a proxy says to CONNECT is none of the provider's words.
    return request == null || "CONNECT".equals(((ClassicHttpRequest) request).getMethod())
        ? null
        : ApacheHooks.attempt("Apache HttpClient 5");
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.Return @Nullable Object returned,
      @Advice.Thrown(readOnly = false) @Nullable Throwable thrown)
      throws IOException {
    if (entered instanceof QuotaExceededException refused) {
      thrown = refused;
    } else if (entered instanceof CallRecord call
        && returned instanceof ClassicHttpResponse response) {
      Header[] all = response.getHeaders();
      List<String> fields = new ArrayList<>(2 * all.length);
      for (Header field : all) {
        fields.add(field.getName());
        fields.add(field.getValue());
      }
      ClientHooks.head(call, response.getCode(), fields);
      HttpEntity entity = response.getEntity();
      InputStream body = entity == null ? null : entity.getContent();
      if (body instanceof ChunkedInputStream
          || body instanceof ContentLengthInputStream
          || body instanceof IdentityInputStream) {
        BodyHooks.bind(body, call);
      }
    }
  }
}
