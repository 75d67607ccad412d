package dev.unjam.bridge;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What one thread does under its holds, waits for, and may no longer do.
 *
 * <p>Made with the first call, socket operation or remedy: most threads never have one. Written by
 * the thread itself but for {@link #denial} and {@link #fence}, which remedies write, and {@link
 * #carried}.
 */
final class Activity {
  private static final AtomicIntegerFieldUpdater<Activity> INSIDE =
      AtomicIntegerFieldUpdater.newUpdater(Activity.class, "inside");

  @SuppressWarnings({"rawtypes", "unchecked"})
  private static final AtomicReferenceFieldUpdater<Activity, @Nullable Carried> CARRIED =
      (AtomicReferenceFieldUpdater)
          AtomicReferenceFieldUpdater.newUpdater(Activity.class, Carried.class, "carried");

  @SuppressWarnings({"rawtypes", "unchecked"})
  private static final AtomicReferenceFieldUpdater<Activity, @Nullable CallRecord> CALL =
      (AtomicReferenceFieldUpdater)
          AtomicReferenceFieldUpdater.newUpdater(Activity.class, CallRecord.class, "call");

  /** The last call that this thread began under a hold. */
  volatile @Nullable CallRecord call;

  /**
   * 1 as long as the thread is inside of the socket that it came to last. A number: a reference
   * that is stored and cleared at every read costs a fence more.
   */
  private volatile int inside;

  /**
   * Since when it is inside, in credited milliseconds, and whether it writes; written before {@link
   * #inside}, which tells, as is {@link #over}.
   */
  long socketSince;

  boolean writing;

  /** Refers to the socket that it came to last; the next operation upon that makes no other. */
  private @Nullable WeakReference<Object> over;

  /** Whom the last call went to, and how that is named; on the thread alone. */
  private @Nullable String peerHost;

  private int peerPort;
  private @Nullable String peer;

  volatile @Nullable Denial denial;

  /** When that was set, in credited milliseconds. */
  volatile long deniedAt;

  volatile @Nullable Fence fence;

  /** The lock file that the thread last failed to create, since when, and when last. */
  volatile @Nullable String wanted;

  volatile long wantedSince;
  volatile long wantedAt;

  /** What the work that this thread is at carries along; read by this thread alone. */
  @Nullable Flow flow;

  /** The latest call that others have begun for this thread since the watchdog last asked. */
  private volatile @Nullable Carried carried;

  /**
   * Comes to this socket; on the thread itself. Published before anything that is read after it.
   *
   * @return refers to it, the same as long as the thread comes to no other one
   */
  WeakReference<Object> enters(Object socket, boolean writes) {
    WeakReference<Object> to = referTo(socket);
    socketSince = Ticks.now();
    writing = writes;
    inside = 1;
    return to;
  }

  private WeakReference<Object> referTo(Object to) {
    WeakReference<Object> known = over;
    if (known == null || !known.refersTo(to)) {
      known = new WeakReference<>(to);
      over = known;
    }
    return known;
  }

  /** Names a peer, as the last time if it is the same: most threads ask one again and again. */
  String peer(@Nullable String host, int port) {
    String known = peer;
    if (known == null || port != peerPort || !String.valueOf(host).equals(peerHost)) {
      peerHost = String.valueOf(host);
      peerPort = port;
      known = peerHost + ":" + port;
      peer = known;
    }
    return known;
  }

  /** This is the last one now; in order and without a fence, the watchdog sees it a bit later. */
  void begins(CallRecord latest) {
    CALL.lazySet(this, latest);
  }

  /** It has left the socket; who is about to close that for it sees so some nanoseconds later. */
  void leavesSocket() {
    INSIDE.lazySet(this, 0);
  }

  /** Whether the thread is inside a socket; any thread. */
  boolean isInSocket() {
    return inside != 0;
  }

  /** The socket implementation that the thread is inside of, or null; any thread. */
  @Nullable Object socket() {
    boolean is = isInSocket();
    WeakReference<Object> to = over;
    return is && to != null ? to.get() : null;
  }

  /** Another thread has begun a call for this one; on that thread. */
  void carries(Flow by, Flow root, CallRecord begun) {
    Carried before;
    Carried added;
    do {
      before = carried;
      added = Carried.add(begun, by, root, before);
    } while (added != null && !CARRIED.compareAndSet(this, before, added));
  }

  /** Takes what others have begun for this thread, latest first. */
  @Nullable Carried takeCarried() {
    return carried == null ? null : CARRIED.getAndSet(this, null);
  }
}
