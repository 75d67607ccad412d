package dev.unjam.bridge;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Two threads of the same number, modulo the registry's size, register for the last free place, one
 * of them again and again: each stands there once in the end.
 */
@JCStressTest
@Outcome(id = "once, once", expect = ACCEPTABLE, desc = "both are registered, once each")
@State
public class CollidingRegistrations {
  private static final int NUMBER = 5;
  private static final Thread ONE = Registered.thread();
  private static final Thread OTHER = Registered.thread();

  private final Slots slots = Registered.partWith(7);
  private final ThreadRecord one = new ThreadRecord(ONE, true);
  private final ThreadRecord other = new ThreadRecord(OTHER, true);

  /** A virtual thread that takes, leaves and takes again. */
  @Actor
  public void one() {
    slots.add(one, NUMBER);
    Slots.remove(one);
    slots.add(one, NUMBER);
  }

  /** A thread that takes. */
  @Actor
  public void other() {
    slots.add(other, NUMBER + 8);
  }

  /** Both are through. */
  @Arbiter
  public void after(LL_Result r) {
    r.r1 = Registered.state(slots, one, NUMBER);
    r.r2 = Registered.state(slots, other, NUMBER + 8);
  }
}
