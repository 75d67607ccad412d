package dev.unjam.bridge;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.unjam.stress.Aim;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A virtual thread leaves its record and ends, the next one takes the record over, and the watchdog
 * just then forgets the records of dead threads: not that of the living one.
 *
 * <p>There need be no virtual threads for it (17): the registry is told that the two are.
 */
@JCStressTest
@Outcome(id = "handed over, registered", expect = ACCEPTABLE, desc = "the record went over")
@Outcome(
    id = "another, registered",
    expect = ACCEPTABLE_INTERESTING,
    desc = "it was forgotten before it went over, and the next thread made another")
@State
public class PruningAgainstReuse {
  private static final VarHandle STAYING = staying();
  private static final Thread LIVING = living();
  private static final Thread DEAD = deadOneLike(LIVING);

  private static final Aim AIM = new Aim();

  private final Object lock = new Object();
  private volatile boolean ready;
  private volatile boolean pruned;

  /** How many virtual threads' records stay for good: only so many do. */
  private static VarHandle staying() {
    try {
      return MethodHandles.privateLookupIn(Threads.class, MethodHandles.lookup())
          .findStaticVarHandle(Threads.class, "staying", int.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ThreadRecord recordOf(Thread t) {
    return Threads.registered(t, true);
  }

  private static Thread living() {
    Thread t =
        new Thread(
            () -> {
              while (true) {
                LockSupport.park();
              }
            });
    t.setDaemon(true);
    t.start();
    return t;
  }

  /** One whose spare record lies where the other one looks for it, and is pruned among the last. */
  private static Thread deadOneLike(Thread other) {
    Thread t = Registered.thread();
    while (!isLate(t)
        || ((System.identityHashCode(t) ^ System.identityHashCode(other)) & 63) != 0) {
      t = Registered.thread();
    }
    return t;
  }

  private static boolean isLate(Thread t) {
    return (System.identityHashCode(t) & 16383) > 16_000;
  }

  /** The two virtual threads, one after the other. */
  @Actor
  public void threads(LL_Result r) {
    ThreadRecord first = recordOf(DEAD);
    first.push(lock);
    ready = true;
    AIM.pause();
    first.pop(lock);
    STAYING.setVolatile(Integer.MAX_VALUE);
    Threads.leave(first);
    ThreadRecord second = recordOf(LIVING);
    second.push(lock);
    boolean late = pruned;
    r.r1 = second == first ? "handed over" : "another";
    while (!pruned) {
      Thread.onSpinWait();
    }
    r.r2 = isRegistered(second) ? "registered" : "lost";
    if (late) {
      AIM.tooLate();
    } else {
      AIM.tooEarly();
    }
    second.pop(lock);
    STAYING.setVolatile(Integer.MAX_VALUE);
    Threads.leave(second);
  }

  private static boolean isRegistered(ThreadRecord r) {
    boolean[] registered = new boolean[1];
    Threads.forEach(seen -> registered[0] |= seen == r);
    return registered[0];
  }

  /** The watchdog. */
  @Actor
  public void watchdog() {
    while (!ready) {
      Thread.onSpinWait();
    }
    Threads.prune();
    pruned = true;
  }
}
