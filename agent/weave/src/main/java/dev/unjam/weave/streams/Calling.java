package dev.unjam.weave.streams;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Calls methods of a library of the host's, which the agent's loader cannot link to.
 *
 * <p>By a public type of the library's, for the object's own class is often none.
 */
public final class Calling {
  private Calling() {}

  /** The type of this name that the object is of, whichever loader has it; null if it is not. */
  public static @Nullable Class<?> type(Object of, String name) {
    for (Class<?> c = of.getClass(); c != null; c = c.getSuperclass()) {
      Class<?> found = named(c, name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Class<?> named(Class<?> type, String name) {
    if (type.getName().equals(name)) {
      return type;
    }
    for (Class<?> above : type.getInterfaces()) {
      Class<?> found = named(above, name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /**
   * A public method of a type that the object is of.
   *
   * @throws NoSuchMethodException if it is not of that type, or that has no such method
   */
  public static Method method(Object of, String type, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    Class<?> declaring = type(of, type);
    if (declaring == null) {
      throw new NoSuchMethodException(of.getClass().getName() + " is no " + type);
    }
    return declaring.getMethod(name, parameters);
  }

  /**
   * Calls a public method without arguments, if the object is of that type.
   *
   * @param type the binary name of a public class or interface that has the method
   * @return whether it is, and says nothing else than that it worked
   * @throws Exception what the method throws, or that it is not there
   */
  public static boolean call(Object of, String type, String name) throws Exception {
    Class<?> declaring = type(of, type);
    return declaring != null && !Boolean.FALSE.equals(invoke(declaring.getMethod(name), of));
  }

  /** Calls a method, and throws what it throws. */
  public static Object invoke(Method method, Object of, Object... arguments) throws Exception {
    try {
      return method.invoke(of, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
