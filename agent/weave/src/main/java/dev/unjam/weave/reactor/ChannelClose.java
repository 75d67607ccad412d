package dev.unjam.weave.reactor;

import dev.unjam.bridge.Faults;
import dev.unjam.weave.streams.Calling;
import java.lang.reflect.Method;
import java.util.concurrent.Executor;

/**
 * Closes a channel if it still belongs to the request that is to end.
 *
 * <p>Asked on the channel's own event loop, where answers end and channels go back to the pool: a
 * moment later it may be another request's.
 */
final class ChannelClose implements Runnable {
  private static final String CHANNEL = "io.netty.channel.Channel";
  private static final String OPERATIONS = "reactor.netty.channel.ChannelOperations";

  private final Object channel;
  private final Object operations;
  private final Method current;
  private final Method close;

  private ChannelClose(Object channel, Object operations, Method current, Method close) {
    this.channel = channel;
    this.operations = operations;
    this.current = current;
    this.close = close;
  }

  /** Has it closed as soon as its event loop comes to it; whether there is anything to close. */
  static boolean of(Object channel, Object operations) throws Exception {
    Class<?> type = Calling.type(channel, CHANNEL);
    Class<?> owner = Calling.type(operations, OPERATIONS);
    // What stands in for the channel of operations that are over is at no event loop.
    if (type == null || owner == null || !Calling.call(channel, CHANNEL, "isRegistered")) {
      return false;
    }
    Method current = owner.getMethod("get", type);
    ChannelClose task = new ChannelClose(channel, operations, current, type.getMethod("close"));
    if (Calling.invoke(type.getMethod("eventLoop"), channel) instanceof Executor loop) {
      loop.execute(task);
      return true;
    }
    return false;
  }

  @Override
  public void run() {
    try {
      if (current.invoke(null, channel) == operations) {
        close.invoke(channel);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      Faults.suppress(e);
    }
  }
}
