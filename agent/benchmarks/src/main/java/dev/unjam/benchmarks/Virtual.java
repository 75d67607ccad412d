package dev.unjam.benchmarks;

import java.util.concurrent.ThreadFactory;

/** Makes virtual threads from code that is compiled for 17. */
public final class Virtual {
  private Virtual() {}

  /**
   * A factory of virtual threads.
   *
   * @throws IllegalStateException before JDK 21
   */
  public static ThreadFactory factory() {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      return (ThreadFactory)
          Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no virtual threads in Java " + Runtime.version(), e);
    }
  }
}
