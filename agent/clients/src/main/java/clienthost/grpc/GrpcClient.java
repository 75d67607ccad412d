package clienthost.grpc;

import clienthost.PostingClient;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.stub.ClientCalls;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** gRPC through one of its stubs; a path's two segments are a service and its method. */
public final class GrpcClient implements PostingClient {
  private static final int MOST = 3 << 20;

  private final Stub stub;
  private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();

  /** A client of this stub. */
  public GrpcClient(Stub stub) {
    this.stub = stub;
  }

  /** The ways in which a thread waits. */
  public enum Stub {
    BLOCKING {
      @Override
      String call(ManagedChannel channel, String name, String words) {
        MethodDescriptor<String, String> method = Text.method(name, MethodType.UNARY);
        return ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, words);
      }
    },
    FUTURE {
      @Override
      String call(ManagedChannel channel, String name, String words)
          throws ExecutionException, InterruptedException {
        MethodDescriptor<String, String> method = Text.method(name, MethodType.UNARY);
        return ClientCalls.futureUnaryCall(channel.newCall(method, CallOptions.DEFAULT), words)
            .get();
      }
    },
    ITERATOR {
      @Override
      String call(ManagedChannel channel, String name, String words) {
        MethodDescriptor<String, String> method = Text.method(name, MethodType.SERVER_STREAMING);
        Iterator<String> answers =
            ClientCalls.blockingServerStreamingCall(channel, method, CallOptions.DEFAULT, words);
        StringBuilder all = new StringBuilder();
        answers.forEachRemaining(all::append);
        return all.toString();
      }
    };

    abstract String call(ManagedChannel channel, String name, String words) throws Exception;
  }

  @Override
  public String call(URI uri) throws Exception {
    return stub.call(channel(uri), uri.getPath().substring(1), "");
  }

  /** More than the window of a stream is what takes a server that reads. */
  @Override
  public String post(URI uri, byte[] body) throws Exception {
    String words = new String(body, 0, Math.min(body.length, MOST), StandardCharsets.US_ASCII);
    return stub.call(channel(uri), uri.getPath().substring(1), words);
  }

  private ManagedChannel channel(URI uri) {
    return channels.computeIfAbsent(
        uri.getAuthority(), to -> ManagedChannelBuilder.forTarget(to).usePlaintext().build());
  }
}
