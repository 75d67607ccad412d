import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** In every way that a ReentrantReadWriteLock is read. */
class KindsOfReadLock {
  static void takeAll(ThreadFactory t) {
    Ways.on(t, "held-read_lock-lock", () -> new ReentrantReadWriteLock().readLock().lock());
    Ways.on(t, "held-read_lock-interruptibly", () -> new ReentrantReadWriteLock(true).readLock().lockInterruptibly());
    Ways.on(t, "held-read_lock-try", () -> Ways.check(new ReentrantReadWriteLock().readLock().tryLock()));
    Ways.on(t, "held-read_lock-timed", () -> Ways.check(new ReentrantReadWriteLock().readLock().tryLock(1, TimeUnit.SECONDS)));
    Ways.on(t, "held-read_lock-once_of_twice", () -> {
      Lock read = new ReentrantReadWriteLock().readLock();
      read.lock();
      read.lock();
      read.unlock();
    });
    Ways.on(t, "held-read_lock-downgraded", () -> {
      ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
      lock.writeLock().lock();
      lock.readLock().lock();
      lock.writeLock().unlock();
    });
    Ways.on(t, "free-read_lock-any_order", () -> {
      Lock first = new ReentrantReadWriteLock().readLock();
      Lock second = new ReentrantReadWriteLock().readLock();
      first.lock();
      second.lock();
      first.lock();
      first.unlock();
      first.unlock();
      second.unlock();
    });
    Ways.on(t, "free-read_lock-refused", () -> {
      ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
      Thread writer = new Thread(() -> lock.writeLock().lock(), "leak-writer");
      writer.start();
      writer.join();
      Ways.check(!lock.readLock().tryLock());
      Ways.check(!lock.readLock().tryLock(10, TimeUnit.MILLISECONDS));
      Thread.currentThread().interrupt();
      try {
        lock.readLock().lockInterruptibly();
      } catch (InterruptedException e) {
        return;
      }
      throw new IllegalStateException("taken");
    });
    Ways.on(t, "free-read_lock-wrong_unlock", () -> {
      try {
        new ReentrantReadWriteLock().readLock().unlock();
      } catch (IllegalMonitorStateException e) {
        return;
      }
      throw new IllegalStateException("unlocked");
    });
  }
}
