package dev.unjam.weave.apache5async;

import dev.unjam.bridge.ApacheHooks;
import dev.unjam.weave.streams.Calling;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ends the making of a connection that a request waits for.
 *
 * <p>Cancelled futures do so only until it is there: one in its TLS handshake is nobody's yet, and
 * would be left open until that times out, by default after three minutes.
 *
 * @param future what the library would cancel
 * @param connection what is there and waits for its TLS, or null
 */
record Connecting(Future<?> future, @Nullable Object connection) {
  private static final String FUTURE = "org.apache.hc.core5.concurrent.ComplexFuture";
  private static final String CLOSEABLE = "org.apache.hc.core5.io.ModalCloseable";

  /** The manager's and the operator's are two. */
  private static final int LONGEST = 8;

  /**
   * How a connection is being made for this request; null if none is: one that is made is its
   * runtime's or another's, and not ours to close. To be asked before anything is cancelled.
   */
  static @Nullable Connecting of(@Nullable Object runtime) throws IllegalAccessException {
    Object connecting = runtime == null ? null : ApacheHooks.connection(runtime);
    return connecting instanceof Future<?> future && !future.isDone()
        ? new Connecting(future, below(future))
        : null;
  }

  /** The connection that is there below this future and waits for its TLS, or null. */
  private static @Nullable Object below(Future<?> future) throws IllegalAccessException {
    Class<?> type = Calling.type(future, FUTURE);
    Object at = future;
    for (int i = 0; i < LONGEST && type != null && type.isInstance(at); i++) {
      Object connection = ApacheHooks.connection(at);
      if (connection != null) {
        return connection;
      }
      AtomicReference<?> next = dependency(type, at);
      at = next == null ? null : next.get();
    }
    return null;
  }

  /** Cancels it, and closes at once what is there already. */
  boolean giveUp() throws Exception {
    future.cancel(true);
    return connection != null && close(connection);
  }

  /** What a future depends on; null if the library keeps it elsewhere or does not let us. */
  static @Nullable AtomicReference<?> dependency(Class<?> complex, Object future)
      throws IllegalAccessException {
    try {
      Field field = complex.getDeclaredField("dependencyRef");
      return field.trySetAccessible() && field.get(future) instanceof AtomicReference<?> ref
          ? ref
          : null;
    } catch (NoSuchFieldException e) {
      // Then it is cancelled as the library would have it, and the host told by its exception.
      return null;
    }
  }

  /** At once: with a good-bye it would wait for the peer that says nothing. */
  private static boolean close(Object connection) throws Exception {
    Class<?> type = Calling.type(connection, CLOSEABLE);
    for (Method method : type == null ? new Method[0] : type.getMethods()) {
      Class<?>[] parameters = method.getParameterTypes();
      if (method.getName().equals("close") && parameters.length == 1 && parameters[0].isEnum()) {
        for (Object mode : parameters[0].getEnumConstants()) {
          if (mode.toString().equals("IMMEDIATE")) {
            method.invoke(connection, mode);
            return true;
          }
        }
      }
    }
    return false;
  }
}
