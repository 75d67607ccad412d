package dev.unjam.benchmarks.locks;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A task goes to a pool of one thread, and its result is waited for. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class Tasks extends Traced {
  private final ExecutorService pool = Executors.newFixedThreadPool(1);
  private int count;

  /** Ends the pool. */
  @TearDown(Level.Trial)
  public void stop() {
    pool.shutdownNow();
  }

  /** Submit and get. */
  @Benchmark
  public int submit() throws InterruptedException, ExecutionException {
    return pool.submit(() -> ++count).get();
  }
}
