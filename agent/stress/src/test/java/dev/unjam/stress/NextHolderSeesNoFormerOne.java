package dev.unjam.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.unjam.bridge.ThreadRecord;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Two threads take the same lock: whoever has it finds it in its own record and in no other's, so
 * that a scan never sees two holders of one lock.
 */
@JCStressTest
@Outcome(id = "alone, alone", expect = ACCEPTABLE, desc = "one holder at a time")
@State
public class NextHolderSeesNoFormerOne {
  private final TrackedLock lock = TrackedLock.reentrant();
  private final AtomicReferenceArray<@Nullable ThreadRecord> records =
      new AtomicReferenceArray<>(2);

  /** One thread of the host. */
  @Actor
  public void one(LL_Result r) {
    r.r1 = holdAndLook(0);
  }

  /** The other one. */
  @Actor
  public void other(LL_Result r) {
    r.r2 = holdAndLook(1);
  }

  private String holdAndLook(int me) {
    records.set(me, Records.mine());
    ThreadRecord others = records.get(1 - me);
    while (others == null) {
      Aim.giveWay();
      others = records.get(1 - me);
    }
    lock.take();
    try {
      if (Records.indexOf(Records.mine(), lock.sync()) < 0) {
        return "not recorded";
      }
      return Records.indexOf(others, lock.sync()) < 0 ? "alone" : "two holders";
    } finally {
      lock.leave();
    }
  }
}
