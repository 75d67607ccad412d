package dev.unjam.bridge;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What a call can be ended by from outside, the library's own object for it, and why it was; and
 * what delivers its body.
 */
abstract class CallHandle extends CallLink {
  @SuppressWarnings({"rawtypes", "unchecked"})
  private static final AtomicReferenceFieldUpdater<CallHandle, @Nullable Object> HANDLE =
      (AtomicReferenceFieldUpdater)
          AtomicReferenceFieldUpdater.newUpdater(CallHandle.class, Object.class, "handle");

  private @Nullable RpcAsker asker;
  private volatile @Nullable Object handle;
  private volatile @Nullable Reference<Object> body;
  private volatile @Nullable Denial endedBy;
  private volatile @Nullable String author;

  CallHandle(@Nullable CallRecord before) {
    super(before);
  }

  /** The client's own object for the call: a connection, a future, a child's record; or null. */
  public final @Nullable Object handle() {
    Object h = handle;
    return h instanceof Reference<?> weak ? weak.get() : h;
  }

  /** What the library sends it through, or null: to close that ends the call as well. */
  public final @Nullable Object through() {
    return handle instanceof Handle h ? h.through() : null;
  }

  /**
   * Whether the library's own object for the call was collected, and no body is left to be read:
   * nobody can go on with it.
   */
  public final boolean isAbandoned() {
    return handle instanceof Reference<?> weak && weak.get() == null && body() == null;
  }

  /**
   * Whether it has ended and nobody tells: a future that failed before its head, or was cancelled,
   * or dropped unread; any thread.
   */
  public final boolean hasEndedUntold() {
    // The end first: a body is there before its future ends, and may come between two looks.
    Object h = handle();
    if (h instanceof ChildCall child) {
      return child.isLeft();
    }
    return h instanceof Future<?> f ? f.isDone() && body() == null : isAbandoned();
  }

  /** The stream or subscriber that delivers the body, or null; its reader keeps it alive. */
  public final @Nullable Object body() {
    Reference<Object> b = body;
    return b == null ? null : b.get();
  }

  /** Sets what delivers the body. */
  public final void body(Object b) {
    body = new WeakReference<>(b);
  }

  /** The same for what finds the call; by its key in the map of all that do. */
  final void deliveredBy(Reference<Object> key) {
    body = key;
  }

  /** Whether this delivers its body and finds it, as far as the call itself knows. */
  final boolean isFoundBy(Object key) {
    return ByIdentity.isKeyOf(body, key);
  }

  /** All of the body has come, or its reader has left it. */
  final void bodyIsOver() {
    if (body != null) {
      body = null;
    }
  }

  /**
   * The class that wrote the request to a socket, where nothing else is known of the call; else
   * null.
   */
  public final @Nullable String author() {
    return author;
  }

  final void author(String className) {
    author = className;
  }

  /** In order and without a fence: who is to end the call looks for it a good while later. */
  final void handle(@Nullable Object h) {
    HANDLE.lazySet(this, h);
  }

  /** The same for an object that finds the call: it must not be kept alive by what it finds. */
  final void handleWeakly(Object h) {
    handle(new Handle(h));
  }

  /** From now on it is ended by this object, and goes through what it went through. */
  final void handledBy(Object h) {
    Object connection = through();
    handleWeakly(h);
    if (connection != null) {
      through(connection);
    }
  }

  final void through(Object connection) {
    if (handle instanceof Handle h) {
      h.through(connection);
    }
  }

  final void forgetHandle() {
    handle(null);
  }

  /** A remedy ends this call for this reason: what its threads throw is told as that. */
  public final void endedBy(Denial why) {
    endedBy = why;
  }

  /** Whether a remedy is at it. */
  public final boolean isBeingEnded() {
    return endedBy != null;
  }

  final @Nullable Denial endedBy() {
    return endedBy;
  }

  /** It is one of the requests that this thread has written to a child. */
  final void askedBy(RpcAsker who) {
    asker = who;
  }

  final @Nullable RpcAsker asker() {
    return asker;
  }

  /** Whether that thread reads or writes for them right now. */
  final boolean isAskerInside() {
    RpcAsker who = asker;
    return who != null && who.isInside();
  }
}
