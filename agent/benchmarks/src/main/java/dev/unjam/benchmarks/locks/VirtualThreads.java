package dev.unjam.benchmarks.locks;

import dev.unjam.benchmarks.Virtual;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Locks on virtual threads; JDK 21 and later. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Thread)
@SuppressWarnings(
    "LockNotBeforeTry") // nothing between the two can throw, and a try is measured too
public class VirtualThreads extends Traced {
  private static final int MANY = 10_000;

  private final ThreadFactory virtual = Virtual.factory();
  private final ReentrantLock lock = new ReentrantLock();

  /** A virtual thread is made, locks, unlocks, and ends. */
  @Benchmark
  public void create() throws InterruptedException {
    run(this::once);
  }

  /** One virtual thread locks and unlocks again and again. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void loop() throws InterruptedException {
    run(this::often);
  }

  private void run(Runnable task) throws InterruptedException {
    Thread t = virtual.newThread(task);
    t.start();
    t.join();
  }

  private void once() {
    lock.lock();
    lock.unlock();
  }

  private void often() {
    for (int i = 0; i < MANY; i++) {
      lock.lock();
      lock.unlock();
    }
  }
}
