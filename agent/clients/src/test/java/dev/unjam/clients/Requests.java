package dev.unjam.clients;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a server saw of each path: how often it was asked for, and whether it was given up; and
 * which paths it may go on with.
 */
final class Requests {
  private static final int LONGEST_SECONDS = 120;

  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
  private final Map<String, String> connections = new ConcurrentHashMap<>();
  private final Map<String, Instant> newest = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> asked = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> gone = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> freed = new ConcurrentHashMap<>();

  void came(String path) {
    newest.put(path, Instant.now());
    counts.computeIfAbsent(path, p -> new AtomicInteger()).incrementAndGet();
    latch(asked, path).countDown();
  }

  /** Whoever asked has closed the connection, or the stream on it, before the answer ended. */
  void wasGivenUp(String path) {
    latch(gone, path).countDown();
  }

  /** The server need not stand still there any longer. */
  void free(String path) {
    latch(freed, path).countDown();
  }

  /** The connection by which it came. */
  void cameOver(String path, String connection) {
    connections.put(path, connection);
  }

  @Nullable String connection(String path) {
    return connections.get(path);
  }

  int count(String path) {
    AtomicInteger count = counts.get(path);
    return count == null ? 0 : count.get();
  }

  /** When it was asked for last, if ever. */
  Instant newest(String path) {
    return newest.getOrDefault(path, Instant.MIN);
  }

  boolean isGivenUp(String path) {
    return latch(gone, path).getCount() == 0;
  }

  /** Comes back after that time at the latest. */
  void awaitGivenUp(String path, long nanos) {
    await(latch(gone, path), nanos);
  }

  /** Comes back after that time at the latest. */
  void awaitCame(String path, long nanos) {
    await(latch(asked, path), nanos);
  }

  private static void await(CountDownLatch latch, long nanos) {
    try {
      boolean unused = latch.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void awaitCame(String path) throws IOException {
    await(latch(asked, path), "nobody asked for " + path);
  }

  void awaitFreed(String path) throws IOException {
    await(latch(freed, path), "nobody freed " + path);
  }

  private static void await(CountDownLatch latch, String otherwise) throws IOException {
    try {
      if (!latch.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(otherwise);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(otherwise);
    }
  }

  private static CountDownLatch latch(Map<String, CountDownLatch> of, String path) {
    return of.computeIfAbsent(path, p -> new CountDownLatch(1));
  }
}
