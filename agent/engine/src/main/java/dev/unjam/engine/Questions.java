package dev.unjam.engine;

import dev.unjam.bridge.Faults;
import dev.unjam.bridge.Threads;
import dev.unjam.engine.detect.ThisHost;

/** Runs what is to be found out of the program in its files: each time on a new daemon thread. */
final class Questions implements ThisHost.Aside {
  @Override
  public void run(Runnable questions) {
    Runnable exempt =
        () -> {
          try {
            Threads.exemptCurrent();
          } catch (Throwable t) {
            // What it holds is recorded then, as any thread's is.
            Faults.suppress(t);
          }
          questions.run();
        };
    Thread t = new Thread(null, exempt, "unjam-program", 0, false);
    t.setDaemon(true);
    t.start();
  }

  @Override
  public void failed(Throwable t) {
    Faults.suppress(t);
  }
}
