/** Finds the agent's thread, which is there once all its hooks are. */
class Watchdog {
  private Watchdog() {}

  /** Waits until it is there; whoever runs this program limits how long. */
  static Thread await() throws InterruptedException {
    while (true) {
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().equals("unjam-watchdog")) {
          return thread;
        }
      }
      Thread.sleep(10);
    }
  }
}
