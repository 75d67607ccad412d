package dev.unjam.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.unjam.bridge.ThreadRecord;
import dev.unjam.engine.remedy.Hold;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * A pooled thread's task ends with a lock that it has not left, and the next task enters that again
 * and takes another: the first is a leak from the end of its task on and not before, the second
 * never.
 */
@JCStressTest
@Outcome(id = "through, leak, own", expect = ACCEPTABLE, desc = "both were seen, and told apart")
@Outcome(
    id = {"through, not yet, own", "through, leak, null", "through, not yet, null"},
    expect = ACCEPTABLE_INTERESTING,
    desc = "not all of it was seen")
@Outcome(
    id = {"through, null, own", "through, null, null"},
    expect = ACCEPTABLE_INTERESTING,
    desc = "the first was not seen")
@State
public class LeakAgainstTheNextTask {
  private static final int ENDING = 1;
  private static final int ENDED = 2;
  private static final int LEFT = 3;

  /** The record knows its thread's worker from the first one on. */
  private static final ThreadLocal<Mark> WORKER = ThreadLocal.withInitial(Mark::new);

  private final TrackedLock forgotten = TrackedLock.reentrant();
  private final TrackedLock own = TrackedLock.reentrant();
  private volatile @Nullable ThreadRecord host;
  private volatile int phase;
  private volatile long forgottenSeq;
  private volatile long ownSeq;
  private volatile boolean watched;
  private volatile boolean through;

  /** A pool's thread: two tasks, one after the other. */
  @Actor
  public void host(LLL_Result r) {
    ThreadRecord mine = Records.mine();
    Mark worker = WORKER.get();
    host = mine;
    while (!watched) {
      Aim.giveWay();
    }
    worker.acquire(1);
    forgottenSeq = forgotten.take();
    phase = ENDING;
    worker.release(1);
    phase = ENDED;
    worker.acquire(1);
    forgotten.lock().lock();
    for (int i = 0; i < 200; i++) {
      ownSeq = own.take();
      own.leave();
    }
    ownSeq = own.take();
    forgotten.leave();
    phase = LEFT;
    forgotten.leave();
    own.leave();
    worker.release(1);
    through = true;
    r.r1 = "through";
  }

  /** A remedy, which takes from a thread what its task has left, and nothing else. */
  @Actor
  public void remedy(LLL_Result r) {
    ThreadRecord of = host;
    while (of == null) {
      Aim.giveWay();
      of = host;
    }
    watched = true;
    while (!through) {
      forgotten(of, r);
      own(of, r);
    }
  }

  private void forgotten(ThreadRecord of, LLL_Result r) {
    int before = phase;
    Hold hold = Hold.of(of, forgottenSeq, "", 0);
    int after = phase;
    if (hold == null || hold.key() != forgotten.sync() || after >= LEFT) {
      return;
    }
    if (hold.isOrphan() && after < ENDING) {
      r.r2 = "leaked within its task";
    } else if (!hold.isOrphan() && before >= ENDED) {
      r.r2 = "not seen as a leak";
    } else if (r.r2 == null || hold.isOrphan()) {
      r.r2 = hold.isOrphan() ? "leak" : "not yet";
    }
  }

  private void own(ThreadRecord of, LLL_Result r) {
    Hold hold = Hold.of(of, ownSeq, "", 0);
    if (hold != null && hold.key() == own.sync()) {
      r.r3 = hold.isOrphan() ? "taken for a leak" : r.r3 == null ? "own" : r.r3;
    }
  }

  /** What a pool's worker is: a Runnable that is locked while a task runs. */
  private static final class Mark extends AbstractQueuedSynchronizer implements Runnable {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean tryAcquire(int n) {
      setExclusiveOwnerThread(Thread.currentThread());
      setState(1);
      return true;
    }

    @Override
    protected boolean tryRelease(int n) {
      setExclusiveOwnerThread(null);
      setState(0);
      return true;
    }

    @Override
    public void run() {
      throw new UnsupportedOperationException("only its type matters");
    }
  }
}
