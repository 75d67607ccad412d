package dev.unjam.benchmarks.locks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The uncontended pair of a process that has run for long: lock, thread and record are old, and G1
 * has put them into regions of their own, where each store of a reference is dear.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@SuppressWarnings(
    "LockNotBeforeTry") // nothing between the two can throw, and a try is measured too
public class OldGeneration extends Traced {
  private final List<byte[]> between = new ArrayList<>();
  private ReentrantLock lock = new ReentrantLock();
  private ReentrantLock other = new ReentrantLock();
  private ReentrantLock fair = new ReentrantLock(true);
  private ReentrantReadWriteLock both = new ReentrantReadWriteLock();

  /** Puts 12 MB, more than a region, between thread and lock and between lock and lock. */
  @Setup(Level.Trial)
  public void promote() {
    fillRegions();
    lock = new ReentrantLock();
    pair();
    fillRegions();
    other = new ReentrantLock();
    alternating();
    fair = new ReentrantLock(true);
    fair();
    both = new ReentrantReadWriteLock();
    write();
    fillRegions();
    System.gc();
    System.gc();
  }

  private void fillRegions() {
    System.gc();
    for (int i = 0; i < 64; i++) {
      between.add(new byte[200_000]);
    }
  }

  /** One lock. */
  @Benchmark
  public void pair() {
    lock.lock();
    lock.unlock();
  }

  /** Two locks in turn: what was stored for the one is of no use for the other. */
  @Benchmark
  public void alternating() {
    lock.lock();
    lock.unlock();
    other.lock();
    other.unlock();
  }

  /** A fair one. */
  @Benchmark
  public void fair() {
    fair.lock();
    fair.unlock();
  }

  /** A write lock. */
  @Benchmark
  public void write() {
    both.writeLock().lock();
    both.writeLock().unlock();
  }
}
