import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** In every way that permits of a Semaphore are acquired. */
class KindsOfPermit {
  static void takeAll(ThreadFactory t) {
    Ways.on(t, "held-semaphore-acquire", () -> new Semaphore(1).acquire());
    Ways.on(t, "held-semaphore-uninterruptibly", () -> new Semaphore(1, true).acquireUninterruptibly());
    Ways.on(t, "held-semaphore-try", () -> Ways.check(new Semaphore(1).tryAcquire()));
    Ways.on(t, "held-semaphore-timed", () -> Ways.check(new Semaphore(1).tryAcquire(1, TimeUnit.SECONDS)));
    Ways.on(t, "held-semaphore-2_permits", () -> {
      Semaphore s = new Semaphore(9);
      s.acquire(3);
      s.acquireUninterruptibly(2);
      Ways.check(s.tryAcquire(1));
      Ways.check(s.tryAcquire(2, 1, TimeUnit.SECONDS));
      s.release(5);
      s.release();
    });
    Ways.on(t, "held-semaphore-drained", () -> Ways.check(new Semaphore(4).drainPermits() == 4));
    Ways.on(t, "free-semaphore-all", () -> {
      Semaphore s = new Semaphore(4);
      s.acquire(3);
      s.acquire();
      s.release(4);
    });
    Ways.on(t, "free-semaphore-refused", () -> {
      Semaphore s = new Semaphore(0);
      Ways.check(!s.tryAcquire() && !s.tryAcquire(2) && !s.tryAcquire(10, TimeUnit.MILLISECONDS) && s.drainPermits() == 0);
      try {
        s.acquire(-1);
      } catch (IllegalArgumentException e) {
        return;
      }
      throw new IllegalStateException("taken");
    });
    Ways.on(t, "free-semaphore-given_back_by_another", () -> {
      Semaphore s = new Semaphore(1);
      s.acquire();
      Thread other = new Thread(s::release);
      other.start();
      other.join();
    });
    Ways.on(t, "held-semaphore-after_another_gave_back", () -> {
      Semaphore s = new Semaphore(1);
      s.acquire();
      Thread other = new Thread(s::release);
      other.start();
      other.join();
      s.acquire();
    });
  }
}
