package dev.unjam.weave.apache5async;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.http.Header;
import org.jspecify.annotations.Nullable;

/** {@code consumeHeader} of HTTP/2: a head has come, or the trailer that has no status. */
public final class H2HeadAdvice {
  private H2HeadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.FieldValue("context") @Nullable Object context, @Advice.Argument(0) List<?> head) {
    CallRecord call = ClientHooks.of(context);
    if (call != null) {
      int status = 0;
      List<String> fields = new ArrayList<>();
      for (Object each : head) {
        Header field = (Header) each;
        if (":status".equals(field.getName())) {
          status = Integer.parseInt(field.getValue());
        } else {
          fields.add(field.getName());
          fields.add(field.getValue());
        }
      }
      if (status >= 200) {
        ClientHooks.head(call, status, fields);
      }
    }
  }
}
