package dev.unjam.clients;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What a server saw of each path: how often it was asked for, and whether it was given up. */
final class Requests {
  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
  private final Map<String, String> connections = new ConcurrentHashMap<>();
  private final Map<String, Instant> newest = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> gone = new ConcurrentHashMap<>();

  void came(String path) {
    newest.put(path, Instant.now());
    counts.computeIfAbsent(path, p -> new AtomicInteger()).incrementAndGet();
  }

  /** Whoever asked has closed the connection, or the stream on it, before the answer ended. */
  void wasGivenUp(String path) {
    goneFrom(path).countDown();
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

  /** When it was asked for last; once it was. */
  Instant newest(String path) {
    return Objects.requireNonNull(newest.get(path), path);
  }

  boolean isGivenUp(String path) {
    return goneFrom(path).getCount() == 0;
  }

  boolean awaitGivenUp(String path, long seconds) throws InterruptedException {
    return goneFrom(path).await(seconds, TimeUnit.SECONDS);
  }

  private CountDownLatch goneFrom(String path) {
    return gone.computeIfAbsent(path, p -> new CountDownLatch(1));
  }
}
