package dev.unjam.conformance;

import java.lang.reflect.Method;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Virtual threads where the JDK has them (JEP 444), by reflection: this is compiled for 17. */
final class VirtualThreads {
  private VirtualThreads() {}

  static boolean exist() {
    return Runtime.version().feature() >= 21;
  }

  static Thread unstarted(String name, Runnable body) {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder$OfVirtual");
      Method named = type.getMethod("name", String.class);
      Object with = named.invoke(builder, name);
      return (Thread) type.getMethod("unstarted", Runnable.class).invoke(with, body);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no virtual threads here", e);
    }
  }

  /** A pool with a new virtual thread for each task. */
  static ExecutorService pool() {
    try {
      Method made = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
      return (ExecutorService) made.invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no virtual threads here", e);
    }
  }
}
