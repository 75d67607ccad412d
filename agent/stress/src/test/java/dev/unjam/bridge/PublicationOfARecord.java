package dev.unjam.bridge;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A record is made and registered by its thread, and looked into by the watchdog: it is whole. */
@JCStressTest
@Outcome(id = "whole", expect = ACCEPTABLE, desc = "the watchdog saw the record")
@Outcome(id = "null", expect = ACCEPTABLE, desc = "the watchdog came before the record")
@State
public class PublicationOfARecord {
  private static final Thread ONE = Registered.thread();

  private final Slots slots = new Slots(8);

  /** The thread. */
  @Actor
  public void one() {
    ThreadRecord fresh = new ThreadRecord(ONE, false);
    slots.add(fresh, 0);
    fresh.push(this);
  }

  /** The watchdog. */
  @Actor
  public void watchdog(L_Result r) {
    slots.forEach(seen -> r.r1 = look(seen));
  }

  private String look(ThreadRecord seen) {
    if (seen.thread != ONE || seen.id == 0) {
      return "without its thread or its number";
    }
    boolean whole = true;
    for (int i = 0; i < seen.depth(); i++) {
      Object lock = seen.lockAt(i);
      whole &= (lock == this || lock == null) && seen.seqAt(i) <= 1 && seen.call() == null;
    }
    return whole ? "whole" : "with another's holds";
  }
}
