package dev.unjam.bridge;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds a call by an object of a library's that stands for it, by identity and weakly: the
 * library's own {@code equals} and {@code hashCode} are never called.
 *
 * <p>Any thread. A {@link ConcurrentHashMap} takes no lock that we follow: its bins are guarded by
 * monitors and compare-and-set.
 */
final class CallsByObject {
  private final ConcurrentHashMap<Object, CallRecord> calls = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

  /** A key that lives on in the map. */
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
      if (this == o || (o instanceof Probe p && refersTo(p.key))) {
        return true;
      }
      Object key = get();
      return key != null && o instanceof Weakly w && w.refersTo(key);
    }
  }

  /** What is looked for. */
  @SuppressWarnings("EqualsUsingHashCode")
  private record Probe(Object key) {
    @Override
    public int hashCode() {
      return System.identityHashCode(key);
    }

    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Weakly w ? w.refersTo(key) : o instanceof Probe p && p.key == key;
    }
  }

  /** Forgets the objects that are gone. */
  void prune() {
    for (Object w = gone.poll(); w != null; w = gone.poll()) {
      CallRecord left = calls.remove(w);
      if (left != null && left.isAbandoned()) {
        left.end();
      }
    }
  }

  void put(Object key, CallRecord call) {
    prune();
    // Where the object is a key already, that one stays, and stands for the new call.
    calls.put(new Weakly(key, gone), call);
  }

  @Nullable CallRecord get(Object key) {
    return calls.isEmpty() ? null : calls.get(new Probe(key));
  }

  /** The call that the object stands for already, or null: then it stands for this one now. */
  @Nullable CallRecord putIfAbsent(Object key, CallRecord call) {
    return calls.putIfAbsent(new Weakly(key, gone), call);
  }

  /** Whether it stood for the one call, and now for the other. */
  boolean replace(Object key, CallRecord before, CallRecord call) {
    return calls.replace(new Probe(key), before, call);
  }

  /** Now it stands for none. */
  void remove(Object key) {
    calls.remove(new Probe(key));
  }

  /** Whether it stood for this call, and now for none. */
  boolean remove(Object key, CallRecord call) {
    return calls.remove(new Probe(key), call);
  }
}
