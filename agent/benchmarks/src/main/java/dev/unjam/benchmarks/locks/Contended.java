package dev.unjam.benchmarks.locks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Several threads want one lock; as many as the runner says. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
public class Contended extends Traced {
  private static final int INSIDE = 5;
  private static final int OUTSIDE = 20;

  private final ReentrantLock lock = new ReentrantLock();

  /** Some work under the lock, more outside. */
  @Benchmark
  public void pair() {
    lock.lock();
    try {
      Blackhole.consumeCPU(INSIDE);
    } finally {
      lock.unlock();
    }
    Blackhole.consumeCPU(OUTSIDE);
  }
}
