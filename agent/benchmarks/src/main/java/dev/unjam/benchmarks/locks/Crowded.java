package dev.unjam.benchmarks.locks;

import dev.unjam.benchmarks.CpuTime;
import dev.unjam.benchmarks.scale.Crowd;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The uncontended pair of a pool's thread, the newest of very many living threads that have all
 * locked: whatever finds a thread's record has to cope with all of them.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@SuppressWarnings({"LockNotBeforeTry", "NullAway.Init"}) // nothing between can throw; JMH sets up
public class Crowded extends Traced {
  private static final int THREADS = 10_000;
  private static final int MANY = 100_000;

  private final ReentrantLock lock = new ReentrantLock();
  private Crowd crowd;
  private ExecutorService pool;

  /** Lets the others lock, then makes the newest; its name makes {@code CpuTime} count it. */
  @Setup(Level.Trial)
  public void gather() throws InterruptedException {
    crowd = Crowd.gather(false, THREADS, 0);
    pool = Executors.newFixedThreadPool(1, task -> new Thread(task, CpuTime.WORKERS));
  }

  /** Lets them end. */
  @TearDown(Level.Trial)
  public void dismiss() throws InterruptedException {
    pool.shutdown();
    crowd.dismiss();
  }

  /** Many pairs on the newest thread. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void pair() throws InterruptedException, ExecutionException {
    pool.submit(this::often).get();
  }

  private void often() {
    for (int i = 0; i < MANY; i++) {
      lock.lock();
      lock.unlock();
    }
  }
}
