package dev.unjam.engine.lease;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Has a row of things done by a few threads of this JVM at once; for JVMs of our own alone. */
final class Together {
  /** More wait for each other in the file system. */
  private static final int MOST = 4;

  /** Fewer things than these are done sooner than a thread begins. */
  private static final int WORTH_IT = 256;

  private Together() {}

  /** How many threads, the calling one among them, are worth their while for so many things. */
  static int threads(int things) {
    return things < WORTH_IT ? 1 : Math.min(MOST, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Does what each thread is given, on the calling one too, and returns when all have ended,
   * whatever happens: an interrupt is kept for later.
   *
   * @param task asked for by each thread once, on that thread
   */
  static void run(int threads, Supplier<Runnable> task) {
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < threads; i++) {
      Thread other = new Thread(() -> task.get().run(), "unjam-doctor-" + i);
      other.setDaemon(true);
      if (!begins(other)) {
        break;
      }
      others.add(other);
    }
    try {
      task.get().run();
    } finally {
      others.forEach(Together::await);
    }
  }

  /** Where the system has no more threads to give, those that run do the rest. */
  private static boolean begins(Thread thread) {
    try {
      thread.start();
      return true;
    } catch (OutOfMemoryError e) {
      return false;
    }
  }

  private static void await(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
