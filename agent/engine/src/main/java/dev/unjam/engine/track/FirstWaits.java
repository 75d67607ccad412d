package dev.unjam.engine.track;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When each wait was first seen, in credited milliseconds.
 *
 * <p>By the watchdog's own scans, and only from when on somebody had reason to look: the thread may
 * have waited for longer. A thread that comes back to wait for the same hold between two scans
 * counts as one that never left. Written by the watchdog, read by any thread.
 */
final class FirstWaits {
  private record Key(long threadId, HoldId hold) {
    // As HoldId.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key k && threadId == k.threadId && hold.equals(k.hold);
    }

    @Override
    public int hashCode() {
      return 31 * Long.hashCode(threadId) + hold.hashCode();
    }
  }

  private final Map<Key, Long> since = new ConcurrentHashMap<>();
  private final Set<Key> seen = new HashSet<>();

  /** For how long it is known to wait; a wait that is new is noted. The watchdog's thread only. */
  long note(long threadId, HoldId hold, long now) {
    Key key = new Key(threadId, hold);
    seen.add(key);
    return now - since.computeIfAbsent(key, k -> now);
  }

  /** The same without taking notes; any thread. */
  long peek(long threadId, HoldId hold, long now) {
    return Math.max(0, now - since.getOrDefault(new Key(threadId, hold), now));
  }

  /** The scan is over: forgets what it did not see. The watchdog's thread only. */
  void scanned() {
    if (!since.isEmpty()) {
      since.keySet().retainAll(seen);
      seen.clear();
    }
  }
}
