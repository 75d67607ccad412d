package dev.unjam.bridge;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A thread registers in the registry's last part, which the watchdog cuts off for being empty: its
 * record is not lost with it.
 */
@JCStressTest
@Outcome(id = "once", expect = ACCEPTABLE, desc = "the record is registered, once")
@State
public class RegistrationAgainstShrinking {
  private static final int NUMBER = 5;
  private static final Thread ONE = Registered.thread();

  private final Slots slots = Registered.partWith(8);
  private final ThreadRecord one = new ThreadRecord(ONE, true);

  /** The first part is full, and there is a second one, which is empty. */
  public RegistrationAgainstShrinking() {
    slots.add(one, NUMBER);
    Slots.remove(one);
  }

  /** A virtual thread that takes, leaves and takes again. */
  @Actor
  public void one() {
    slots.add(one, NUMBER);
    Slots.remove(one);
    slots.add(one, NUMBER);
  }

  /** The watchdog. */
  @Actor
  public void watchdog() {
    slots.prune(r -> false);
    slots.prune(r -> false);
  }

  /** Both are through. */
  @Arbiter
  public void after(L_Result r) {
    r.r1 = Registered.state(slots, one, NUMBER);
  }
}
