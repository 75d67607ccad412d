package dev.unjam.weave.reactor;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.bridge.ReactorHooks;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.weave.Held;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;
import reactor.netty.channel.ChannelOperations;

class ReactorAbortTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Object handler = new Object();

  private ChannelOperations<NettyInbound, NettyOutbound> request() {
    ChannelOperations<NettyInbound, NettyOutbound> request =
        new ChannelOperations<>(Connection.from(channel), ConnectionObserver.emptyListener());
    request.bind();
    return request;
  }

  private void aborted(Object request) throws Exception {
    ReactorHooks.begins("GET", "http://provider.example/", handler);
    ReactorHooks.upon(handler, request);
    CallRecord call = requireNonNull(ClientHooks.of(handler));
    assertInstanceOf(Attempt.Done.class, new ReactorAbort().abort(call, "quota"));
  }

  @Test
  void theChannelIsClosedOnItsEventLoop() throws Exception {
    Held.run(
        () -> {
          aborted(request());
          channel.runPendingTasks();
          assertFalse(channel.isOpen());
          return null;
        });
  }

  @Test
  void aChannelThatBecomesAnotherRequestsMeanwhileIsLeftAlone() throws Exception {
    Held.run(
        () -> {
          aborted(request());
          request();
          channel.runPendingTasks();
          assertTrue(channel.isOpen());
          return null;
        });
  }
}
