package dev.unjam.engine.remedy;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Makes sure that a thread is in no operation on a lock, by a handshake.
 *
 * <p>Asking for a stack stops the thread where what it wrote before is visible (a safepoint on 17,
 * a handshake on 25, the suspended continuation of a virtual thread), and shows what it is inside
 * of. Whatever it was in the midst of is then over, and whatever it does next finds what was
 * published before.
 */
final class Elsewhere {
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int ROUNDS = 2;
  private static final long ROUND_MILLIS = 10;
  private static final String GATE = "dev.unjam.bridge.Claim";

  private final Predicate<StackTraceElement> operation;

  /** Of frames, those that are operations on the lock. */
  Elsewhere(Predicate<StackTraceElement> operation) {
    this.operation = operation;
  }

  /** Waits a little until the thread is elsewhere or parked; whether it is. Dead is elsewhere. */
  boolean is(Thread t) throws InterruptedException {
    long from = System.nanoTime();
    while (t.isAlive() && isInside(t.getStackTrace())) {
      if (!waits(from)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The same of every platform thread, for what may be done by somebody who is not known. Virtual
   * threads cannot be listed: two rounds make it unlikely that one is still at it.
   */
  boolean isEverybody() throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      if (!round()) {
        return false;
      }
    }
    return true;
  }

  private boolean round() throws InterruptedException {
    Thread.sleep(ROUND_MILLIS);
    for (Map.Entry<Thread, StackTraceElement[]> e : Thread.getAllStackTraces().entrySet()) {
      Thread t = e.getKey();
      if (t != Thread.currentThread() && isInside(e.getValue()) && !is(t)) {
        return false;
      }
    }
    return true;
  }

  private static boolean waits(long from) throws InterruptedException {
    Thread.sleep(0, 100_000);
    return System.nanoTime() - from < SETTLE_NANOS;
  }

  /**
   * Not only on top: in the midst of a release there are the bridge and the lock's own classes. A
   * parked thread has either not begun or waits in a queue, of an idle pool for example; one that
   * waits for a claim stands at the gate.
   */
  private boolean isInside(StackTraceElement[] stack) {
    if (isParked(stack)) {
      return false;
    }
    boolean inside = false;
    for (StackTraceElement frame : stack) {
      if (frame.getMethodName().equals("awaitSettled") && frame.getClassName().equals(GATE)) {
        return false;
      }
      inside |= operation.test(frame);
    }
    return inside;
  }

  private static boolean isParked(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      String name = frame.getClassName();
      if (name.equals("java.util.concurrent.locks.LockSupport")) {
        return frame.getMethodName().startsWith("park");
      }
      if (!isOfParking(name)) {
        return false;
      }
    }
    return false;
  }

  /** What lies above {@code LockSupport.park} where a platform or a virtual thread is parked. */
  private static boolean isOfParking(String name) {
    return name.endsWith("misc.Unsafe")
        || name.startsWith("jdk.internal.vm.Continuation")
        || name.startsWith("java.lang.VirtualThread")
        || name.startsWith("java.lang.System$");
  }
}
