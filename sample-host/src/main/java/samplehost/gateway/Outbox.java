package samplehost.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Keeps what users were told, and wakes those who wait to hear more. */
final class Outbox {
  private final Map<String, Chat> chats = new ConcurrentHashMap<>();

  /** One text to the user; {@code seq} counts from 1 in each chat. */
  record Entry(long seq, String text, String ts) {}

  void put(String sessionKey, String text) {
    chat(sessionKey).put(text);
  }

  /** Completes at once if there is something after that number; empty when the wait is over. */
  CompletableFuture<List<Entry>> after(String sessionKey, long after, Duration wait) {
    return chat(sessionKey).after(after, wait);
  }

  private Chat chat(String sessionKey) {
    return chats.computeIfAbsent(sessionKey, key -> new Chat());
  }

  private record Waiter(long after, CompletableFuture<List<Entry>> found) {}

  private static final class Chat {
    private final List<Entry> entries = new ArrayList<>();
    private final List<Waiter> waiters = new ArrayList<>();

    synchronized void put(String text) {
      entries.add(new Entry(entries.size() + 1, text, Instant.now().toString()));
      waiters.removeIf(waiter -> waiter.found().complete(since(waiter.after())));
    }

    synchronized CompletableFuture<List<Entry>> after(long after, Duration wait) {
      CompletableFuture<List<Entry>> found = new CompletableFuture<>();
      List<Entry> already = since(after);
      if (!already.isEmpty() || wait.isZero()) {
        found.complete(already);
        return found;
      }
      waiters.removeIf(waiter -> waiter.found().isDone());
      waiters.add(new Waiter(after, found));
      return found.completeOnTimeout(List.of(), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private List<Entry> since(long after) {
      return entries.stream().filter(entry -> entry.seq() > after).toList();
    }
  }
}
