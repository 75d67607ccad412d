package dev.unjam.bridge;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A library's own object for a call, and what the call is sent through; both weakly, for they find
 * the call.
 */
final class Handle extends WeakReference<Object> {
  private volatile @Nullable WeakReference<Object> through;

  Handle(Object of) {
    super(of);
  }

  void through(Object connection) {
    through = new WeakReference<>(connection);
  }

  /** What leases, connects and gives up the connection, or null. */
  @Nullable Object through() {
    WeakReference<Object> t = through;
    return t == null ? null : t.get();
  }
}
