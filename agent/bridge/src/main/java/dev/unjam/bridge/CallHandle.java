package dev.unjam.bridge;

import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/** What a call can be ended by from outside, the library's own object for it, and why it was. */
abstract class CallHandle extends CallLink {
  private volatile @Nullable Object handle;
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

  /** Whether the library's own object for the call was collected: nobody can go on with it. */
  public final boolean isAbandoned() {
    return handle instanceof Reference<?> weak && weak.get() == null;
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

  final void handle(@Nullable Object h) {
    handle = h;
  }

  /** The same for an object that finds the call: it must not be kept alive by what it finds. */
  final void handleWeakly(Object h) {
    handle = new Handle(h);
  }

  final void through(Object connection) {
    if (handle instanceof Handle h) {
      h.through(connection);
    }
  }

  final void forgetHandle() {
    handle = null;
  }

  /** A remedy ends this call for this reason: what its threads throw is told as that. */
  public final void endedBy(Denial why) {
    endedBy = why;
  }

  final @Nullable Denial endedBy() {
    return endedBy;
  }
}
