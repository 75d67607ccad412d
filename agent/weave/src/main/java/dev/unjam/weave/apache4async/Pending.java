package dev.unjam.weave.apache4async;

import dev.unjam.bridge.ApacheHooks;
import dev.unjam.weave.streams.Calling;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Gives up the connection that an exchange waits for.
 *
 * <p>No future of the library's does: cancelled or not, the place in the pool stays taken until the
 * connection is made or its time is over, by default never. What is asked to connect is known by
 * the innermost of the futures that wrap one another.
 */
final class Pending {
  private static final String HANDLER =
      "org.apache.http.impl.nio.client.AbstractClientExchangeHandler";
  private static final String REQUEST = "org.apache.http.nio.reactor.SessionRequest";

  /** The connection manager's, the pool's and the request's own are three. */
  private static final int LONGEST = 8;

  private Pending() {}

  /** Gives it up, if the exchange still waits for one. */
  static void giveUp(Object handler) throws Exception {
    Class<?> type = Calling.type(handler, HANDLER);
    Field field = type == null ? null : type.getDeclaredField("connectionFutureRef");
    if (field != null
        && field.trySetAccessible()
        && field.get(handler) instanceof AtomicReference<?> ref
        && ref.getAndSet(null) instanceof Future<?> future) {
      Object request = below(future);
      future.cancel(true);
      if (request != null) {
        Calling.call(request, REQUEST, "cancel");
      }
    }
  }

  /** What is asked to connect for this future or one that it wraps, or null. */
  private static @Nullable Object below(Future<?> outermost) throws IllegalAccessException {
    Deque<Object> open = new ArrayDeque<>();
    open.add(outermost);
    for (int i = 0; i < LONGEST && !open.isEmpty(); i++) {
      Object at = open.poll();
      Object request = ApacheHooks.connection(at);
      if (request != null) {
        return request;
      }
      for (Field field : at.getClass().getDeclaredFields()) {
        if (Future.class.isAssignableFrom(field.getType()) && field.trySetAccessible()) {
          Object wrapped = field.get(at);
          if (wrapped != null) {
            open.add(wrapped);
          }
        }
      }
    }
    return null;
  }
}
