import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Condition;

/** Synchronizers of a host's own that keep no owner. */
class KindsOfMutex {
  /** As in the javadoc of AbstractQueuedSynchronizer, but for the owner. */
  static class Mutex extends AbstractQueuedSynchronizer {
    @Override
    protected boolean tryAcquire(int unused) {
      return compareAndSetState(0, 1);
    }

    @Override
    protected boolean tryRelease(int unused) {
      setState(0);
      return true;
    }

    @Override
    protected boolean isHeldExclusively() {
      return getState() == 1;
    }
  }

  /** Reentrant, with an owner of its own. */
  static class Counted extends AbstractQueuedLongSynchronizer {
    private Thread by;

    @Override
    protected boolean tryAcquire(long unused) {
      if (by == Thread.currentThread()) {
        setState(getState() + 1);
        return true;
      }
      boolean taken = compareAndSetState(0, 1);
      if (taken) {
        by = Thread.currentThread();
      }
      return taken;
    }

    @Override
    protected boolean tryRelease(long unused) {
      if (by != Thread.currentThread()) {
        throw new IllegalMonitorStateException();
      }
      if (getState() == 1) {
        by = null;
      }
      setState(getState() - 1);
      return getState() == 0;
    }
  }

  static void takeAll(ThreadFactory t) {
    Ways.on(t, "held-lock-mutex", () -> new Mutex().acquire(1));
    Ways.on(t, "held-lock-mutex_timed", () -> Ways.check(new Mutex().tryAcquireNanos(1, 1_000_000)));
    Ways.on(t, "held-lock-counted", () -> {
      Counted lock = new Counted();
      lock.acquire(1);
      lock.acquire(1);
      lock.release(1);
    });
    Ways.on(t, "free-lock-counted", () -> {
      Counted lock = new Counted();
      lock.acquire(1);
      lock.acquire(1);
      lock.release(1);
      lock.release(1);
    });
    Ways.on(t, "free-lock-mutex_awaiting", () -> {
      Mutex lock = new Mutex();
      lock.acquire(1);
      Condition c = lock.new ConditionObject();
      c.awaitNanos(1_000_000);
      lock.release(1);
    });
    Ways.on(t, "free-lock-mutex_given_back_by_another", () -> {
      Mutex lock = new Mutex();
      lock.acquire(1);
      Thread other = new Thread(() -> lock.release(1));
      other.start();
      other.join();
    });
  }
}
