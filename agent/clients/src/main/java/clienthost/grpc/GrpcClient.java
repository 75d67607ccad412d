package clienthost.grpc;

import clienthost.PostingClient;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.NameResolverRegistry;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** gRPC through one of its stubs; a path's two segments are a service and its method. */
public final class GrpcClient implements PostingClient {
  private static final int MOST = 3 << 20;
  private static final double MANY = 1000;
  private static final double ALIKE = 1;

  private final Stub stub;
  private final Function<String, ManagedChannelBuilder<?>> builder;
  private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();

  /** A client of this stub, over whichever transport comes first. */
  public GrpcClient(Stub stub) {
    this(stub, ManagedChannelBuilder::forTarget);
  }

  private GrpcClient(Stub stub, Function<String, ManagedChannelBuilder<?>> builder) {
    this.stub = stub;
    this.builder = builder;
  }

  /** A client over the library's own fork of OkHttp. */
  public static GrpcClient overOkHttp(Stub stub) {
    return new GrpcClient(stub, OkHttpChannelBuilder::forTarget);
  }

  /** A client whose channel tries again by itself, after pauses of about this length. */
  public static GrpcClient tryingAgain(Stub stub, String pause) {
    Map<String, Object> retries =
        Map.of(
            "maxAttempts",
            MANY,
            "initialBackoff",
            pause,
            "maxBackoff",
            pause,
            "backoffMultiplier",
            ALIKE,
            "retryableStatusCodes",
            List.of("RESOURCE_EXHAUSTED", "UNAVAILABLE"));
    Map<String, Object> every = Map.of("name", List.of(Map.of()), "retryPolicy", retries);
    return new GrpcClient(
        stub,
        target ->
            ManagedChannelBuilder.forTarget(target)
                .maxRetryAttempts((int) MANY)
                .defaultServiceConfig(Map.of("methodConfig", List.of(every))));
  }

  /** A client whose channel has always found its server before a call starts: {@link Found}. */
  public static GrpcClient late() {
    Found found = new Found();
    return new GrpcClient(
        Stub.BLOCKING, target -> ManagedChannelBuilder.forTarget(target).intercept(found));
  }

  /** A client whose channel asks for the way of each call when it starts: {@link Chosen}. */
  public static GrpcClient chosen() {
    NameResolverRegistry.getDefaultRegistry().register(new Chosen());
    return new GrpcClient(
        Stub.BLOCKING,
        target -> ManagedChannelBuilder.forTarget(Chosen.SCHEME + ":///" + target));
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
        uri.getAuthority(), to -> builder.apply(to).usePlaintext().build());
  }
}
