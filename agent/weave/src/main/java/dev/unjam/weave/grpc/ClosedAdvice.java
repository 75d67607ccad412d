package dev.unjam.weave.grpc;

import dev.unjam.bridge.GrpcHooks;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * {@code ClientStreamListenerImpl.closed} and {@code RetriableStream$Sublistener.closed}: the
 * status of a call or of one of its attempts, when it has come, and not when somebody has time to
 * hear of it.
 */
public final class ClosedAdvice {
  private ClosedAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.FieldValue("this$0") Object of,
      @Advice.Argument(0) Object how,
      @Advice.Argument(1) Object progress,
      @Advice.Argument(2) Object last) {
    if (GrpcHooks.cares(of)) {
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
      byte[] details =
          trailer.get(Metadata.Key.of(GrpcHooks.DETAILS, Metadata.BINARY_BYTE_MARSHALLER));
      if (details != null) {
        fields.add(GrpcHooks.DETAILS);
        fields.add(Base64.getEncoder().encodeToString(details));
      }
      GrpcHooks.closed(of, status.getCode().value(), progress.toString(), fields);
    }
  }
}
