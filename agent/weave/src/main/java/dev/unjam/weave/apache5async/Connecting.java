package dev.unjam.weave.apache5async;

import dev.unjam.bridge.ApacheHooks;
import dev.unjam.weave.streams.Calling;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Finds the connection that a future still waits for the TLS of, down the chain of futures that
 * depend on one another, and closes it.
 */
final class Connecting {
  private static final String CLOSEABLE = "org.apache.hc.core5.io.ModalCloseable";

  /** The endpoint's, the manager's and the operator's are three. */
  private static final int LONGEST = 8;

  private Connecting() {}

  /**
   * The connection whose TLS is not made yet, or null.
   *
   * @param complex the class of futures that depend on something
   */
  static @Nullable Object below(Class<?> complex, @Nullable Object dependency)
      throws IllegalAccessException {
    Object at = dependency;
    for (int i = 0; i < LONGEST && at != null; i++) {
      Object connection = ApacheHooks.connection(at);
      if (connection != null) {
        return connection;
      }
      AtomicReference<?> next = complex.isInstance(at) ? dependency(complex, at) : null;
      at = next == null ? null : next.get();
    }
    return null;
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

  /** Closes it at once: with a good-bye it would wait for the peer that says nothing. */
  static boolean close(Object connection) throws Exception {
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
