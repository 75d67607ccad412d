import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.StampedLock;

/** In every way that a StampedLock gives stamps, and its views. */
class KindsOfStamp {
  static void takeAll(ThreadFactory t) {
    Ways.on(t, "held-stamped_lock-write", () -> new StampedLock().writeLock());
    Ways.on(t, "held-stamped_lock-try_write", () -> Ways.check(new StampedLock().tryWriteLock() != 0));
    Ways.on(t, "held-stamped_lock-timed_write", () -> Ways.check(new StampedLock().tryWriteLock(1, TimeUnit.SECONDS) != 0));
    Ways.on(t, "held-stamped_lock-write_interruptibly", () -> new StampedLock().writeLockInterruptibly());
    Ways.on(t, "held-stamped_lock-read", () -> new StampedLock().readLock());
    Ways.on(t, "held-stamped_lock-try_read", () -> Ways.check(new StampedLock().tryReadLock() != 0));
    Ways.on(t, "held-stamped_lock-timed_read", () -> Ways.check(new StampedLock().tryReadLock(1, TimeUnit.SECONDS) != 0));
    Ways.on(t, "held-stamped_lock-read_interruptibly", () -> new StampedLock().readLockInterruptibly());
    Ways.on(t, "held-stamped_lock-view", () -> new StampedLock().asWriteLock().lock());
    Ways.on(t, "held-stamped_lock-read_to_write", () -> {
      StampedLock s = new StampedLock();
      Ways.check(s.tryConvertToWriteLock(s.readLock()) != 0);
    });
    Ways.on(t, "held-stamped_lock-write_to_read", () -> {
      StampedLock s = new StampedLock();
      Ways.check(s.tryConvertToReadLock(s.writeLock()) != 0);
    });
    Ways.on(t, "held-stamped_lock-optimistic_to_read", () -> {
      StampedLock s = new StampedLock();
      Ways.check(s.tryConvertToReadLock(s.tryOptimisticRead()) != 0);
    });
    Ways.on(t, "free-stamped_lock-optimistic", () -> {
      StampedLock s = new StampedLock();
      Ways.check(s.validate(s.tryOptimisticRead()));
      Ways.check(s.tryConvertToOptimisticRead(s.writeLock()) != 0);
      Ways.check(s.tryConvertToOptimisticRead(s.readLock()) != 0);
    });
    Ways.on(t, "free-stamped_lock-all", () -> {
      StampedLock s = new StampedLock();
      s.unlockWrite(s.writeLock());
      s.unlockRead(s.readLock());
      s.unlock(s.writeLock());
      s.unlock(s.readLock());
      s.unlock(s.tryConvertToReadLock(s.writeLock()));
      s.writeLock();
      Ways.check(s.tryUnlockWrite());
      s.readLock();
      s.readLock();
      Ways.check(s.tryUnlockRead() && s.tryUnlockRead() && !s.tryUnlockRead());
      Lock read = s.asReadLock();
      Lock write = s.asWriteLock();
      read.lock();
      read.unlock();
      write.lock();
      write.unlock();
      try {
        s.unlock(1234);
      } catch (IllegalMonitorStateException e) {
        return;
      }
      throw new IllegalStateException("unlocked");
    });
    Ways.on(t, "free-stamped_lock-given_back_by_another", () -> {
      StampedLock s = new StampedLock();
      long stamp = s.writeLock();
      Thread other = new Thread(() -> s.unlock(stamp));
      other.start();
      other.join();
    });
    Ways.on(t, "free-stamped_lock-read_given_back_by_another", () -> {
      StampedLock s = new StampedLock();
      long stamp = s.readLock();
      Thread other = new Thread(() -> s.unlock(stamp));
      other.start();
      other.join();
    });
  }
}
