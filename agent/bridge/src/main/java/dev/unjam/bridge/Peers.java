package dev.unjam.bridge;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers whom a library's call is for until it starts, by identity and weakly; any thread.
 *
 * <p>As {@link CallsByObject}, which knows calls that have begun.
 */
final class Peers {
  private final ConcurrentHashMap<Object, String> peers = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

  /** Equal to itself, and to a probe of what it refers to. */
  private static final class Weakly extends WeakReference<Object> {
    private final int hash;

    Weakly(Object key, ReferenceQueue<Object> queue) {
      super(key, queue);
      hash = System.identityHashCode(key);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object o) {
      return this == o || (o instanceof Weakly w && w.refersTo(get()));
    }
  }

  void put(Object call, String peer) {
    for (Object w = gone.poll(); w != null; w = gone.poll()) {
      peers.remove(w);
    }
    peers.put(new Weakly(call, gone), peer);
  }

  /** Whom it is for, told once; null if that is not known. */
  @Nullable String take(Object call) {
    return peers.isEmpty() ? null : peers.remove(new Weakly(call, gone));
  }
}
