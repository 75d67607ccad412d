package dev.unjam.clients;

import clienthost.Scenario;
import clienthost.grpc.Text;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Serves gRPC on loopback, and does to each call what the name of its service says. */
final class GrpcFaultServer implements Closeable {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LATE = Duration.ofSeconds(6);

  private static final Status REFUSAL =
      Status.RESOURCE_EXHAUSTED.withDescription(
          "You exceeded your current quota, please check your plan and billing details.");

  private final Requests requests;
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private final Server server;

  private GrpcFaultServer(Requests requests) throws IOException {
    this.requests = requests;
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    this.server =
        NettyServerBuilder.forAddress(new InetSocketAddress(loopback, 0))
            .fallbackHandlerRegistry(new Everything())
            .build()
            .start();
  }

  static GrpcFaultServer start(Requests requests) throws IOException {
    return new GrpcFaultServer(requests);
  }

  URI uri() {
    return URI.create("grpc://127.0.0.1:" + server.getPort() + "/");
  }

  /** Every method there may be. */
  private final class Everything extends HandlerRegistry {
    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
      ServerCallHandler<String, String> handler = (call, headers) -> begin(name, call);
      return ServerMethodDefinition.create(Text.method(name, MethodType.SERVER_STREAMING), handler);
    }
  }

  private ServerCall.Listener<String> begin(String name, ServerCall<String, String> call) {
    String path = "/" + name;
    requests.came(path);
    Scenario scenario = Scenario.valueOf(name.split("/", -1)[0].toUpperCase(Locale.ROOT));
    if (scenario != Scenario.UPLOAD) {
      call.request(2);
    }
    return new ServerCall.Listener<>() {
      @Override
      public void onHalfClose() {
        answer(scenario, call);
      }

      @Override
      public void onCancel() {
        requests.wasGivenUp(path);
      }
    };
  }

  private void answer(Scenario scenario, ServerCall<String, String> call) {
    switch (scenario) {
      case HANG, POSTED -> {
        // The client waits.
      }
      case HEAD, AGAIN -> call.sendHeaders(new Metadata());
      case STOPS -> {
        call.sendHeaders(new Metadata());
        // A unary call takes no more than one.
        call.sendMessage("word");
      }
      case TRICKLE, TRICKLE_BESIDE_HANGING -> {
        call.sendHeaders(new Metadata());
        trickle(call, Scenario.LONG.dividedBy(PAUSE));
      }
      case LATE, INSTEAD -> after(LATE, () -> ok(call));
      case VERY_LATE -> after(Scenario.LONG, () -> ok(call));
      case OK -> ok(call);
      case RETRY, REFUSED_WHOLE -> call.close(REFUSAL, new Metadata());
      default -> call.close(Status.UNIMPLEMENTED, new Metadata());
    }
  }

  private void trickle(ServerCall<String, String> call, long left) {
    if (left == 0) {
      call.sendMessage(Scenario.BODY);
      call.close(Status.OK, new Metadata());
    } else {
      call.sendMessage("word " + left);
      after(PAUSE, () -> trickle(call, left - 1));
    }
  }

  private void ok(ServerCall<String, String> call) {
    if (!call.isCancelled()) {
      call.sendHeaders(new Metadata());
      call.sendMessage(Scenario.BODY);
      call.close(Status.OK, new Metadata());
    }
  }

  private void after(Duration time, Runnable work) {
    var unused = later.schedule(work, time.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    later.shutdownNow();
    server.shutdownNow();
  }
}
