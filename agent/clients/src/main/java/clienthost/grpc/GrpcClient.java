package clienthost.grpc;

import clienthost.Client;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.stub.ClientCalls;
import java.net.URI;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** gRPC through one of its stubs; a path's two segments are a service and its method. */
public final class GrpcClient implements Client {
  private final Stub stub;
  private @Nullable ManagedChannel channel;

  /** A client of this stub. */
  public GrpcClient(Stub stub) {
    this.stub = stub;
  }

  /** The ways in which a thread waits. */
  public enum Stub {
    BLOCKING {
      @Override
      String call(ManagedChannel channel, String name) {
        MethodDescriptor<String, String> method = Text.method(name, MethodType.UNARY);
        return ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, "");
      }
    },
    FUTURE {
      @Override
      String call(ManagedChannel channel, String name)
          throws ExecutionException, InterruptedException {
        MethodDescriptor<String, String> method = Text.method(name, MethodType.UNARY);
        return ClientCalls.futureUnaryCall(channel.newCall(method, CallOptions.DEFAULT), "").get();
      }
    },
    ITERATOR {
      @Override
      String call(ManagedChannel channel, String name) {
        MethodDescriptor<String, String> method = Text.method(name, MethodType.SERVER_STREAMING);
        Iterator<String> answers =
            ClientCalls.blockingServerStreamingCall(channel, method, CallOptions.DEFAULT, "");
        StringBuilder all = new StringBuilder();
        answers.forEachRemaining(all::append);
        return all.toString();
      }
    };

    abstract String call(ManagedChannel channel, String name) throws Exception;
  }

  @Override
  public String call(URI uri) throws Exception {
    ManagedChannel to = channel;
    if (to == null) {
      to = ManagedChannelBuilder.forTarget(uri.getAuthority()).usePlaintext().build();
      channel = to;
    }
    return stub.call(to, uri.getPath().substring(1));
  }
}
