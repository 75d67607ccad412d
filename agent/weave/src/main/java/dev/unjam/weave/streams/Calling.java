package dev.unjam.weave.streams;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Calls methods of a library of the host's, which the agent's loader cannot link to.
 *
 * <p>By a public type of the library's, for the object's own class is often none.
 */
public final class Calling {
  private Calling() {}

  /** The public type of this name, as the object's own library has it. */
  public static Class<?> type(Object of, String name) throws ClassNotFoundException {
    return Class.forName(name, false, of.getClass().getClassLoader());
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
    return declaring.isInstance(of) && !Boolean.FALSE.equals(invoke(declaring.getMethod(name), of));
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
