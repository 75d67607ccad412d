package dev.unjam.bridge;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** By which context an asynchronous call is known, and with which other calls it shares that. */
abstract class CallContext extends CallHandle {
  private volatile @Nullable WeakReference<Object> context;
  private volatile @Nullable CallRecord sharing;
  private volatile boolean unfollowed;

  CallContext(@Nullable CallRecord before) {
    super(before);
  }

  final @Nullable Object context() {
    WeakReference<Object> c = context;
    return c == null ? null : c.get();
  }

  final void context(Object c) {
    context = new WeakReference<>(c);
  }

  /** The call that had the context before this one, and may have it still; or null. */
  final @Nullable CallRecord sharing() {
    return sharing;
  }

  final void sharing(@Nullable CallRecord before) {
    sharing = before;
  }

  /** From now on nobody can tell whether what comes for its context is meant for this call. */
  final void unfollow() {
    unfollowed = true;
  }

  /** Whether what comes for it is not known: neither an answer nor silence can be told of it. */
  public final boolean isUnfollowed() {
    return unfollowed;
  }
}
