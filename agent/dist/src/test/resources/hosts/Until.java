/** Waits for what nobody tells, and no longer than a minute. */
final class Until {
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final long PAUSE_MILLIS = 20;

  interface Condition {
    boolean holds() throws Exception;
  }

  private Until() {}

  /** Asks again and again, a few times a tenth of a second. */
  static void so(String what, Condition condition) throws Exception {
    so(what, condition, PAUSE_MILLIS);
  }

  static void so(String what, Condition condition, long pauseMillis) throws Exception {
    for (long since = System.nanoTime(); !condition.holds(); ) {
      if (System.nanoTime() - since > PATIENCE_NANOS) {
        throw new IllegalStateException("not within a minute: " + what);
      }
      Thread.sleep(pauseMillis);
    }
  }
}
