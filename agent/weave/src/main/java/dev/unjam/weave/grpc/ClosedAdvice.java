package dev.unjam.weave.grpc;

import dev.unjam.bridge.GrpcHooks;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * {@code ClientStreamListenerImpl.closed}: the status, when it has come, and not when somebody has
 * time to hear of it.
 */
public final class ClosedAdvice {
  private ClosedAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.FieldValue("this$0") Object call,
      @Advice.Argument(0) Object how,
      @Advice.Argument(2) Object last) {
    Status status = (Status) how;
    Metadata trailer = (Metadata) last;
    List<String> fields = new ArrayList<>();
    if (status.getDescription() != null) {
      fields.add("grpc-message");
      fields.add(status.getDescription());
    }
    for (String name : trailer.keys()) {
      if (!name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
        String value = trailer.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        fields.add(name);
        fields.add(value == null ? "" : value);
      }
    }
    GrpcHooks.closed(call, status.getCode().value(), fields);
  }
}
