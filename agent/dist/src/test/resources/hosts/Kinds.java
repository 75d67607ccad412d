import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/**
 * Takes a lock of every kind in every way, each on a thread of its own: those whose name begins
 * with {@code held} go on holding, those with {@code free} have given back. Then waits for the end
 * of its input.
 */
public class Kinds {
  private static final CountDownLatch END = new CountDownLatch(1);
  private static final StringBuffer FAILED = new StringBuffer();

  interface Act {
    void run() throws Exception;
  }

  static int started;
  static final Semaphore DONE = new Semaphore(0);

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    ThreadFactory threads = args.length > 1 ? virtual() : Thread::new;
    awaitAgent();
    readLocks(threads);
    semaphores(threads);
    stamps(threads);
    ownerless(threads);
    files(threads, folder);
    pools();
    DONE.acquire(started);
    System.out.println(FAILED.length() == 0 ? "READY" : FAILED);
    System.exit(System.in.read() < 0 ? 0 : 1);
  }

  private static void awaitAgent() throws InterruptedException {
    while (Thread.getAllStackTraces().keySet().stream().noneMatch(t -> t.getName().equals("unjam-watchdog"))) {
      Thread.sleep(10);
    }
  }

  private static ThreadFactory virtual() throws Exception {
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    return (ThreadFactory) Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
  }

  private static void on(ThreadFactory threads, String name, Act act) {
    started++;
    Thread thread =
        threads.newThread(
            () -> {
              try {
                act.run();
                DONE.release();
                END.await();
              } catch (Throwable e) {
                FAILED.append(name).append(": ").append(e).append("; ");
                DONE.release();
              }
            });
    thread.setName(name);
    if (!thread.isDaemon()) {
      thread.setDaemon(true);
    }
    thread.start();
  }

  private static void check(boolean taken) {
    if (!taken) {
      throw new IllegalStateException("not taken");
    }
  }

  private static void readLocks(ThreadFactory t) {
    on(t, "held-read_lock-lock", () -> new ReentrantReadWriteLock().readLock().lock());
    on(t, "held-read_lock-interruptibly", () -> new ReentrantReadWriteLock(true).readLock().lockInterruptibly());
    on(t, "held-read_lock-try", () -> check(new ReentrantReadWriteLock().readLock().tryLock()));
    on(t, "held-read_lock-timed", () -> check(new ReentrantReadWriteLock().readLock().tryLock(1, TimeUnit.SECONDS)));
    on(t, "held-read_lock-once_of_twice", () -> {
      Lock read = new ReentrantReadWriteLock().readLock();
      read.lock();
      read.lock();
      read.unlock();
    });
    on(t, "held-read_lock-downgraded", () -> {
      ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
      lock.writeLock().lock();
      lock.readLock().lock();
      lock.writeLock().unlock();
    });
    on(t, "free-read_lock-any_order", () -> {
      Lock first = new ReentrantReadWriteLock().readLock();
      Lock second = new ReentrantReadWriteLock().readLock();
      first.lock();
      second.lock();
      first.lock();
      first.unlock();
      first.unlock();
      second.unlock();
    });
    on(t, "free-read_lock-refused", () -> {
      ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
      Thread writer = new Thread(() -> lock.writeLock().lock(), "leak-writer");
      writer.start();
      writer.join();
      check(!lock.readLock().tryLock());
      check(!lock.readLock().tryLock(10, TimeUnit.MILLISECONDS));
      Thread.currentThread().interrupt();
      try {
        lock.readLock().lockInterruptibly();
      } catch (InterruptedException e) {
        return;
      }
      throw new IllegalStateException("taken");
    });
    on(t, "free-read_lock-wrong_unlock", () -> {
      try {
        new ReentrantReadWriteLock().readLock().unlock();
      } catch (IllegalMonitorStateException e) {
        return;
      }
      throw new IllegalStateException("unlocked");
    });
  }

  private static void semaphores(ThreadFactory t) {
    on(t, "held-semaphore-acquire", () -> new Semaphore(1).acquire());
    on(t, "held-semaphore-uninterruptibly", () -> new Semaphore(1, true).acquireUninterruptibly());
    on(t, "held-semaphore-try", () -> check(new Semaphore(1).tryAcquire()));
    on(t, "held-semaphore-timed", () -> check(new Semaphore(1).tryAcquire(1, TimeUnit.SECONDS)));
    on(t, "held-semaphore-2_permits", () -> {
      Semaphore s = new Semaphore(9);
      s.acquire(3);
      s.acquireUninterruptibly(2);
      check(s.tryAcquire(1));
      check(s.tryAcquire(2, 1, TimeUnit.SECONDS));
      s.release(5);
      s.release();
    });
    on(t, "held-semaphore-drained", () -> check(new Semaphore(4).drainPermits() == 4));
    on(t, "free-semaphore-all", () -> {
      Semaphore s = new Semaphore(4);
      s.acquire(3);
      s.acquire();
      s.release(4);
    });
    on(t, "free-semaphore-refused", () -> {
      Semaphore s = new Semaphore(0);
      check(!s.tryAcquire() && !s.tryAcquire(2) && !s.tryAcquire(10, TimeUnit.MILLISECONDS) && s.drainPermits() == 0);
      try {
        s.acquire(-1);
      } catch (IllegalArgumentException e) {
        return;
      }
      throw new IllegalStateException("taken");
    });
    on(t, "free-semaphore-given_back_by_another", () -> {
      Semaphore s = new Semaphore(1);
      s.acquire();
      Thread other = new Thread(s::release);
      other.start();
      other.join();
    });
    on(t, "held-semaphore-after_another_gave_back", () -> {
      Semaphore s = new Semaphore(1);
      s.acquire();
      Thread other = new Thread(s::release);
      other.start();
      other.join();
      s.acquire();
    });
  }

  private static void stamps(ThreadFactory t) {
    on(t, "held-stamped_lock-write", () -> new StampedLock().writeLock());
    on(t, "held-stamped_lock-try_write", () -> check(new StampedLock().tryWriteLock() != 0));
    on(t, "held-stamped_lock-timed_write", () -> check(new StampedLock().tryWriteLock(1, TimeUnit.SECONDS) != 0));
    on(t, "held-stamped_lock-write_interruptibly", () -> new StampedLock().writeLockInterruptibly());
    on(t, "held-stamped_lock-read", () -> new StampedLock().readLock());
    on(t, "held-stamped_lock-try_read", () -> check(new StampedLock().tryReadLock() != 0));
    on(t, "held-stamped_lock-timed_read", () -> check(new StampedLock().tryReadLock(1, TimeUnit.SECONDS) != 0));
    on(t, "held-stamped_lock-read_interruptibly", () -> new StampedLock().readLockInterruptibly());
    on(t, "held-stamped_lock-view", () -> new StampedLock().asWriteLock().lock());
    on(t, "held-stamped_lock-read_to_write", () -> {
      StampedLock s = new StampedLock();
      check(s.tryConvertToWriteLock(s.readLock()) != 0);
    });
    on(t, "held-stamped_lock-write_to_read", () -> {
      StampedLock s = new StampedLock();
      check(s.tryConvertToReadLock(s.writeLock()) != 0);
    });
    on(t, "held-stamped_lock-optimistic_to_read", () -> {
      StampedLock s = new StampedLock();
      check(s.tryConvertToReadLock(s.tryOptimisticRead()) != 0);
    });
    on(t, "free-stamped_lock-optimistic", () -> {
      StampedLock s = new StampedLock();
      check(s.validate(s.tryOptimisticRead()));
      check(s.tryConvertToOptimisticRead(s.writeLock()) != 0);
      check(s.tryConvertToOptimisticRead(s.readLock()) != 0);
    });
    on(t, "free-stamped_lock-all", () -> {
      StampedLock s = new StampedLock();
      s.unlockWrite(s.writeLock());
      s.unlockRead(s.readLock());
      s.unlock(s.writeLock());
      s.unlock(s.readLock());
      s.unlock(s.tryConvertToReadLock(s.writeLock()));
      s.writeLock();
      check(s.tryUnlockWrite());
      s.readLock();
      s.readLock();
      check(s.tryUnlockRead() && s.tryUnlockRead() && !s.tryUnlockRead());
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
    on(t, "free-stamped_lock-given_back_by_another", () -> {
      StampedLock s = new StampedLock();
      long stamp = s.writeLock();
      Thread other = new Thread(() -> s.unlock(stamp));
      other.start();
      other.join();
    });
    on(t, "free-stamped_lock-read_given_back_by_another", () -> {
      StampedLock s = new StampedLock();
      long stamp = s.readLock();
      Thread other = new Thread(() -> s.unlock(stamp));
      other.start();
      other.join();
    });
  }

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

  private static void ownerless(ThreadFactory t) {
    on(t, "held-lock-mutex", () -> new Mutex().acquire(1));
    on(t, "held-lock-mutex_timed", () -> check(new Mutex().tryAcquireNanos(1, 1_000_000)));
    on(t, "held-lock-counted", () -> {
      Counted lock = new Counted();
      lock.acquire(1);
      lock.acquire(1);
      lock.release(1);
    });
    on(t, "free-lock-counted", () -> {
      Counted lock = new Counted();
      lock.acquire(1);
      lock.acquire(1);
      lock.release(1);
      lock.release(1);
    });
    on(t, "free-lock-mutex_awaiting", () -> {
      Mutex lock = new Mutex();
      lock.acquire(1);
      Condition c = lock.new ConditionObject();
      c.awaitNanos(1_000_000);
      lock.release(1);
    });
    on(t, "free-lock-mutex_given_back_by_another", () -> {
      Mutex lock = new Mutex();
      lock.acquire(1);
      Thread other = new Thread(() -> lock.release(1));
      other.start();
      other.join();
    });
  }

  private static void files(ThreadFactory t, Path folder) {
    on(t, "held-file_lock-lock", () -> keep(open(folder, "a").lock()));
    on(t, "held-file_lock-try", () -> keep(open(folder, "b").tryLock(0, 10, true)));
    on(t, "held-file_lock-async", () -> keep(AsynchronousFileChannel.open(folder.resolve("c"), StandardOpenOption.CREATE, StandardOpenOption.WRITE).tryLock()));
    on(t, "free-file_lock-released", () -> open(folder, "d").lock().release());
    on(t, "free-file_lock-closed", () -> {
      FileChannel channel = open(folder, "e");
      channel.lock();
      channel.close();
    });
    on(t, "free-file_lock-given_back_by_another", () -> {
      FileLock lock = open(folder, "f").lock();
      Thread other =
          new Thread(
              () -> {
                try {
                  lock.release();
                } catch (java.io.IOException e) {
                  FAILED.append(e);
                }
              });
      other.start();
      other.join();
    });
  }

  private static final java.util.Queue<Object> KEPT = new java.util.concurrent.ConcurrentLinkedQueue<>();

  private static void keep(Object lock) {
    check(lock != null);
    KEPT.add(lock);
  }

  private static FileChannel open(Path folder, String name) throws Exception {
    return FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** One lock is left behind by a task of each pool, and somebody waits for it. */
  private static void pools() throws Exception {
    ForkJoinPool forkJoin = new ForkJoinPool(1);
    ReentrantLock byForkJoin = new ReentrantLock();
    forkJoin.submit(byForkJoin::lock).get();
    waiter("waiter-forkjoin", byForkJoin);
    ReentrantLock byPool = new ReentrantLock();
    Executors.newFixedThreadPool(1, daemons()).submit(byPool::lock).get();
    waiter("waiter-pool", byPool);
    Mutex byDead = new Mutex();
    Thread dead = new Thread(() -> byDead.acquire(1), "leak-dead");
    dead.start();
    dead.join();
    waiter("waiter-dead", () -> byDead.acquire(1));
    signals();
  }

  private static ThreadFactory daemons() {
    return r -> {
      Thread t = new Thread(r, "leak-pool");
      t.setDaemon(true);
      return t;
    };
  }

  private static void waiter(String name, ReentrantLock lock) {
    waiter(name, lock::lock);
  }

  private static void waiter(String name, Runnable wait) {
    Thread t = new Thread(wait, name);
    t.setDaemon(true);
    t.start();
  }

  /** A million signals from one thread to another, and then one that is waited for in vain. */
  private static void signals() throws Exception {
    Semaphore signal = new Semaphore(0);
    Thread consumer =
        new Thread(
            () -> {
              for (int i = 0; i < 1_000_000; i++) {
                signal.acquireUninterruptibly();
              }
              DONE.release();
              signal.acquireUninterruptibly();
            },
            "signal-consumer");
    consumer.setDaemon(true);
    consumer.start();
    started++;
    Thread producer =
        new Thread(
            () -> {
              for (int i = 0; i < 1_000_000; i++) {
                signal.release();
              }
            },
            "signal-producer");
    producer.start();
  }
}
