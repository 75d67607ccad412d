package dev.unjam.bridge;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Which socket a blocking call goes over: another one that its thread comes to, such as a
 * database's, is none of the call's, however long the call is in flight.
 *
 * <p>An answer that the host looks at the status of, and reads no further, never ends.
 */
abstract class CallSocket extends CallContext {
  @SuppressWarnings({"rawtypes", "unchecked"})
  private static final AtomicReferenceFieldUpdater<CallSocket, @Nullable WeakReference> OVER =
      (AtomicReferenceFieldUpdater)
          AtomicReferenceFieldUpdater.newUpdater(CallSocket.class, WeakReference.class, "over");

  private volatile @Nullable WeakReference<Object> over;

  /** Whether a request that somebody wrote to a socket himself; its own thread's. */
  private boolean byHand;

  CallSocket(@Nullable CallRecord before) {
    super(before);
  }

  /** It is known by what its thread writes to a socket, and by nothing else. */
  final void writtenByHand(Wire wire) {
    byHand = true;
    handle(wire);
  }

  /** What reads the answer of one that was written by hand, or null; on its thread. */
  final @Nullable Wire wire() {
    return byHand && handle() instanceof Wire wire ? wire : null;
  }

  /**
   * Its thread comes to a socket; what it does inside the client's methods is the call's own.
   *
   * @param to refers to it
   */
  final void comesTo(WeakReference<Object> to, boolean inside) {
    // A request written by hand is known once its first write has begun, which no hook is around.
    if (inside || (over == null && wire() != null)) {
      OVER.lazySet(this, to);
    }
  }

  /** Whether it is known already to go over what this refers to. */
  final boolean isOver(WeakReference<Object> to) {
    return over == to;
  }

  /** Whether it goes over this one, as far as its thread has come to any. */
  public final boolean goesOver(Object socket) {
    WeakReference<Object> known = over;
    return known == null ? handle() instanceof Wire : known.refersTo(socket);
  }
}
