package dev.unjam.benchmarks.locks;

import dev.unjam.benchmarks.scale.Crowd;
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
 * The uncontended pair of the newest of very many living threads that all hold something: whatever
 * finds a thread's record has to cope with all of them.
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

  /** Lets the others take what they hold. */
  @Setup(Level.Trial)
  public void gather() throws InterruptedException {
    crowd = Crowd.gather(false, THREADS, 1);
  }

  /** Lets them end. */
  @TearDown(Level.Trial)
  public void dismiss() throws InterruptedException {
    crowd.dismiss();
  }

  /** Many pairs on a new thread. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void pair() throws InterruptedException {
    Thread t = new Thread(this::often, "newest");
    t.start();
    t.join();
  }

  private void often() {
    for (int i = 0; i < MANY; i++) {
      lock.lock();
      lock.unlock();
    }
  }
}
