package dev.unjam.bridge;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is known of an object of a library's, by identity and weakly: the library's own {@code
 * equals} and {@code hashCode} are never called.
 *
 * <p>Any thread. A {@link ConcurrentHashMap} takes no lock that we follow: its bins are guarded by
 * monitors and compare-and-set.
 */
class ByIdentity<V> {
  private final ConcurrentHashMap<Object, V> known = new ConcurrentHashMap<>();
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
  final void prune() {
    for (Object w = gone.poll(); w != null; w = gone.poll()) {
      V left = known.remove(w);
      if (left != null) {
        left(left);
      }
    }
  }

  /** The object that this was known of is gone. */
  void left(V value) {}

  final boolean isEmpty() {
    return known.isEmpty();
  }

  /** Returns what refers to the key. */
  final Reference<Object> put(Object key, V value) {
    prune();
    // Where the object is a key already, that one stays, and stands for the new value.
    Weakly to = new Weakly(key, gone);
    known.put(to, value);
    return to;
  }

  /** Whether this is a key, and that of this object. */
  static boolean isKeyOf(@Nullable Reference<Object> key, Object of) {
    return key instanceof Weakly w && w.refersTo(of);
  }

  final @Nullable V get(Object key) {
    return known.isEmpty() ? null : known.get(new Probe(key));
  }

  /** What is known of the object already, or null: then it is this now. */
  final @Nullable V putIfAbsent(Object key, V value) {
    return known.putIfAbsent(new Weakly(key, gone), value);
  }

  /** Whether it was the one, and now is the other. */
  final boolean replace(Object key, V before, V value) {
    return known.replace(new Probe(key), before, value);
  }

  /** What was known of it, or null; now nothing is. */
  final @Nullable V remove(Object key) {
    return known.isEmpty() ? null : known.remove(new Probe(key));
  }

  /** Whether it was this, and now is nothing. */
  final boolean remove(Object key, V value) {
    return known.remove(new Probe(key), value);
  }
}
