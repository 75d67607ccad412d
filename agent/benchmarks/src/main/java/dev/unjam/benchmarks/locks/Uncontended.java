package dev.unjam.benchmarks.locks;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One thread takes a lock that nobody else wants, and gives it back. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@SuppressWarnings(
    "LockNotBeforeTry") // nothing between the two can throw, and a try is measured too
public class Uncontended extends Traced {
  private final ReentrantLock unfair = new ReentrantLock();
  private final ReentrantLock fair = new ReentrantLock(true);
  private final ReentrantReadWriteLock both = new ReentrantReadWriteLock();
  private final Semaphore semaphore = new Semaphore(1);
  private final StampedLock stamped = new StampedLock();
  private int guarded;

  /** ReentrantLock. */
  @Benchmark
  public void unfair() {
    unfair.lock();
    unfair.unlock();
  }

  /** ReentrantLock, fair. */
  @Benchmark
  public void fair() {
    fair.lock();
    fair.unlock();
  }

  /** ReentrantLock, taken by tryLock. */
  @Benchmark
  public boolean tryLock() {
    boolean taken = unfair.tryLock();
    unfair.unlock();
    return taken;
  }

  /** ReentrantReadWriteLock, read. */
  @Benchmark
  public void read() {
    both.readLock().lock();
    both.readLock().unlock();
  }

  /** ReentrantReadWriteLock, write. */
  @Benchmark
  public void write() {
    both.writeLock().lock();
    both.writeLock().unlock();
  }

  /** Semaphore, one permit. */
  @Benchmark
  public void semaphore() throws InterruptedException {
    semaphore.acquire();
    semaphore.release();
  }

  /** StampedLock, write. */
  @Benchmark
  public void stampedWrite() {
    long stamp = stamped.writeLock();
    stamped.unlockWrite(stamp);
  }

  /** StampedLock, read. */
  @Benchmark
  public void stampedRead() {
    long stamp = stamped.readLock();
    stamped.unlockRead(stamp);
  }

  /** StampedLock, optimistic read: takes nothing. */
  @Benchmark
  public int stampedOptimistic() {
    long stamp = stamped.tryOptimisticRead();
    int value = guarded;
    return stamped.validate(stamp) ? value : -1;
  }
}
