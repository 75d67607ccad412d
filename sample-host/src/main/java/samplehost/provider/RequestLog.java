package samplehost.provider;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Counts what came, so that a test sees whether anything was sent twice. */
final class RequestLog {
  private int total;
  private int open;
  private final Map<String, Integer> byBehaviour = new TreeMap<>();
  private final Map<String, Integer> byUser = new TreeMap<>();
  private final Map<String, Integer> byAsk = new HashMap<>();

  /**
   * What has come until now.
   *
   * @param open responses that are under way
   * @param byUser counts by the request's {@code user} field
   */
  record Snapshot(
      int total, int open, Map<String, Integer> byBehaviour, Map<String, Integer> byUser) {}

  /** Counts a request and says how many times this user has sent this text. */
  synchronized int count(Ask ask) {
    total++;
    byBehaviour.merge(ask.directive().name(), 1, Integer::sum);
    byUser.merge(ask.user(), 1, Integer::sum);
    notifyAll();
    return byAsk.merge(ask.user() + "\n" + ask.text(), 1, Integer::sum);
  }

  /** Runs what keeps a response open. */
  void whileOpen(Runnable response) {
    change(1);
    try {
      response.run();
    } finally {
      change(-1);
    }
  }

  private synchronized void change(int by) {
    open += by;
    notifyAll();
  }

  synchronized Snapshot snapshot() {
    return new Snapshot(total, open, new TreeMap<>(byBehaviour), new TreeMap<>(byUser));
  }

  /**
   * Waits on the calling thread until it is so, or the time is over.
   *
   * @param atLeast requests that have come
   * @param openAtMost answers that are still under way
   */
  synchronized void await(int atLeast, int openAtMost, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    long left = atMost.toNanos();
    while ((total < atLeast || open > openAtMost) && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = deadline - System.nanoTime();
    }
  }
}
