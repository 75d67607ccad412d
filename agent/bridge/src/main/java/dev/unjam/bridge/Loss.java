package dev.unjam.bridge;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the former holder of a lock file has done since that was taken from it, and whether the turn
 * in which it held it is over.
 *
 * <p>Outside a pool nobody tells where a task ends. There the turn is over some time after the
 * thread tried its late release and was seen without the method in which it was when it took the
 * lock, when it lost that and when it tried that release: a hand-made loop is then back where it
 * waits for its next message. Frames are compared by class and method, from the bottom of the
 * stack, which is the same for a thread's whole life. Whoever works on in that method counts as
 * still at the turn, though it may be at the next one; so does one whose two stacks share nothing
 * but such a loop itself.
 */
final class Loss {
  /** The JDK cuts the bottom off a stack that is as deep (-XX:MaxJavaStackTraceDepth). */
  private static final int CUT = 1024;

  private static final StackTraceElement[] NONE = {};

  /** How soon the watchdog looks again, at first and at most. */
  private static final long FIRST_WAIT_MILLIS = 1_000;

  private static final long LONGEST_WAIT_MILLIS = 8_000;

  /**
   * Where the lock was taken outside a pool, as long as it is held: a stack whose frames nobody has
   * asked for.
   */
  private volatile @Nullable Throwable taken;

  private volatile StackTraceElement[] takenIn = NONE;

  /** Written by the remedy's thread, the former holder and the watchdog, each its own. */
  private volatile StackTraceElement[] lostIn = NONE;

  private volatile StackTraceElement[] returnedIn = NONE;
  private volatile long graceMillis;
  private volatile boolean returned;

  /** When the watchdog looks again, and after how long then; its own. */
  private long lookAt;

  private long wait = FIRST_WAIT_MILLIS;

  /** Until when the turn lasts, in credited milliseconds. */
  private volatile long until = Long.MAX_VALUE;

  /** The calling thread has the lock from now on. */
  void taken() {
    taken = new Throwable();
  }

  /** It is held no more: where it was taken keeps the classes of its frames alive. */
  void released() {
    taken = null;
  }

  /** It is being lost, with this stack of the holder's thread; on the remedy's thread. */
  void lostIn(StackTraceElement[] stack, long grace) {
    graceMillis = grace;
    Throwable at = taken;
    if (at != null) {
      takenIn = plain(at.getStackTrace());
    }
    taken = null;
    lostIn = plain(stack);
  }

  /** The former holder has tried its late release, which was absorbed; on its thread. */
  void returned() {
    if (!returned) {
      returnedIn = plain(new Throwable().getStackTrace());
      returned = true;
    }
  }

  boolean isReturned() {
    return returned;
  }

  /**
   * Whether the thread's stack may still tell that the turn is over; the watchdog's thread only.
   */
  boolean isToBeSeen() {
    return returned && until == Long.MAX_VALUE && lookAt <= Ticks.now() && turn() > 1;
  }

  /** How many of the lowest frames are the turn's. */
  private int turn() {
    int sinceLost = shared(lostIn, returnedIn);
    StackTraceElement[] from = takenIn;
    return from.length == 0 ? sinceLost : Math.min(sinceLost, shared(from, lostIn));
  }

  /** The former holder was seen with this stack; the watchdog's thread only. */
  void seen(StackTraceElement[] stack) {
    int still = shared(lostIn, plain(stack));
    if (stack.length < CUT && still > 0 && still < turn()) {
      until = Math.min(until, Ticks.now() + graceMillis);
    }
    lookAt = Ticks.now() + wait;
    wait = Math.min(2 * wait, LONGEST_WAIT_MILLIS);
  }

  /** The former holder has taken the lock anew: whatever it does is another turn's. */
  void end() {
    until = 0;
  }

  /** Whether the turn is over, and nothing is kept from the former holder any more; any thread. */
  boolean isOver() {
    return until <= Ticks.now();
  }

  /**
   * Without the frames of hidden classes (JEP 371) and of what invokes them: a thread's own stack
   * has none, one that another thread asks for does on 17.
   */
  private static StackTraceElement[] plain(StackTraceElement[] stack) {
    StackTraceElement[] plain = new StackTraceElement[stack.length];
    int n = 0;
    for (StackTraceElement frame : stack) {
      String type = frame.getClassName();
      if (type.indexOf('/') < 0
          && !type.startsWith("java.lang.invoke.")
          && !type.startsWith("jdk.internal.vm.")) {
        plain[n++] = frame;
      }
    }
    return Arrays.copyOf(plain, n);
  }

  private static int shared(StackTraceElement[] one, StackTraceElement[] other) {
    int most = Math.min(one.length, other.length);
    int n = 0;
    while (n < most && isSame(one[one.length - 1 - n], other[other.length - 1 - n])) {
      n++;
    }
    return n;
  }

  private static boolean isSame(StackTraceElement one, StackTraceElement other) {
    return one.getMethodName().equals(other.getMethodName())
        && one.getClassName().equals(other.getClassName());
  }
}
