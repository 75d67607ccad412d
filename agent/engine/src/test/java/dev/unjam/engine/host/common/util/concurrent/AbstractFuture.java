package dev.unjam.engine.host.common.util.concurrent;

import java.util.concurrent.locks.LockSupport;

/** Is waited for as Guava's is, wherever somebody has relocated that. */
public class AbstractFuture {
  private volatile boolean done;

  /** Parks until it is done. */
  public final void await() {
    while (!done) {
      LockSupport.park(this);
    }
  }

  /** Lets this thread, which waits, go on. */
  public final void complete(Thread waiter) {
    done = true;
    LockSupport.unpark(waiter);
  }
}
