package dev.unjam.bridge;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A call's place among the calls of its thread, latest first, until the watchdog has seen them.
 *
 * <p>Changed by the thread alone, but for what the watchdog lets go of. At each step the chain is
 * one without a circle, for the watchdog walks it meanwhile.
 */
abstract class CallLink {
  private static final int CHAIN = 16;

  @SuppressWarnings({"rawtypes", "unchecked"})
  private static final AtomicReferenceFieldUpdater<CallLink, @Nullable CallRecord> PREVIOUS =
      (AtomicReferenceFieldUpdater)
          AtomicReferenceFieldUpdater.newUpdater(CallLink.class, CallRecord.class, "previous");

  private int length;
  private volatile @Nullable CallRecord previous;

  CallLink(@Nullable CallRecord before) {
    CallLink link = before;
    length = link == null || link.length >= CHAIN ? 0 : link.length + 1;
    if (length > 0) {
      PREVIOUS.lazySet(this, before);
    } else if (link != null) {
      link.previous = null;
    }
  }

  /** Makes a call the latest of its thread again, in the place of another one. */
  static void resume(CallRecord call, Activity of) {
    CallLink link = call;
    CallRecord latest = of.call;
    int n = 1;
    for (CallLink c = latest; c != null && n <= CHAIN; c = c.previous) {
      n++;
      if (c.previous == call) {
        c.previous = link.previous;
      }
    }
    if (latest != null && n > CHAIN) {
      ((CallLink) latest).previous = null;
      n = 1;
    }
    link.previous = latest;
    link.length = n;
    of.call = call;
  }

  /** The call that the same thread made before, or null. */
  public final @Nullable CallRecord previous() {
    return previous;
  }

  /** Lets go of the calls before; the watchdog's thread only, once it has seen them. */
  public final void forgetPrevious() {
    previous = null;
  }
}
