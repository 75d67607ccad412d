package dev.unjam.benchmarks.variants;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An uncontended pair under each way of keeping books, in one run. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-opens=java.base/java.lang=ALL-UNNAMED", "-Xmx512m"})
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
@SuppressWarnings({"NullAway.Init", "LockNotBeforeTry"}) // JMH sets what no constructor does
public class HookVariants {
  /** The hook. */
  @Param({
    "bare",
    "only",
    "local",
    "tid",
    "tid-getid",
    "only-same",
    "local-leave",
    "local-same",
    "tid-leave",
    "tid-same",
    "local-packed",
    "tid-packed",
    "local-nano",
    "local-cached",
    "tid-runnable",
    "look-local",
    "look-tid"
  })
  public String hook;

  /** Old: lock and record in the old generation, not in one region; far: nor lock and thread. */
  @Param({"young", "old", "far"})
  public String generation;

  private VariantLock lock;
  private VariantLock other;
  private final List<byte[]> between = new ArrayList<>();

  /** Makes the locks, lets them be taken once, and promotes them. */
  @Setup
  public void create() {
    boolean old = !generation.equals("young");
    if (generation.equals("far")) {
      fillRegions();
    }
    lock = Hooks.of(hook);
    other = Hooks.of(hook);
    if (old) {
      fillRegions();
    }
    lock.lock();
    lock.unlock();
    if (old) {
      System.gc();
      System.gc();
    }
  }

  /** Twelve megabytes that stay: what comes after them lies in another region. */
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

  /** Two locks, one after the other. */
  @Benchmark
  public void alternating() {
    lock.lock();
    lock.unlock();
    other.lock();
    other.unlock();
  }

  /** Two locks, one inside the other. */
  @Benchmark
  public void nested() {
    lock.lock();
    other.lock();
    other.unlock();
    lock.unlock();
  }
}
