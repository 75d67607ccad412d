package clienthost;

import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The kind of thread that calls. */
public enum Kind {
  /** A thread of its own, over a new connection. */
  PLATFORM,
  /** A virtual thread (JEP 444), over a new connection. */
  VIRTUAL,
  /** A thread of a pool, over a connection that has served a call before. */
  POOL;

  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "client-pool");
            thread.setDaemon(true);
            return thread;
          });

  /** Whether this JVM has such threads. */
  public boolean exists() {
    return this != VIRTUAL || Runtime.version().feature() >= 21;
  }

  void start(String name, Runnable work) {
    switch (this) {
      case PLATFORM -> {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
      }
      case VIRTUAL -> startVirtual(() -> runNamed(name, work));
      case POOL -> THREADS.execute(() -> runNamed(name, work));
    }
  }

  private static void runNamed(String name, Runnable work) {
    Thread.currentThread().setName(name);
    work.run();
  }

  /** By reflection: this is compiled for 17. */
  private static void startVirtual(Runnable work) {
    try {
      Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no virtual threads here", e);
    }
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
