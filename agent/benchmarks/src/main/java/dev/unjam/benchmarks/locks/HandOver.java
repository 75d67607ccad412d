package dev.unjam.benchmarks.locks;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One producer, the measured one, and one consumer that always takes. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class HandOver extends Traced {
  private static final int CAPACITY = 128;

  private final BlockingQueue<Object> array = new ArrayBlockingQueue<>(CAPACITY);
  private final BlockingQueue<Object> linked = new LinkedBlockingQueue<>(CAPACITY);
  private final Object item = new Object();
  private final Thread arrayConsumer = new Thread(() -> consume(array), "array-consumer");
  private final Thread linkedConsumer = new Thread(() -> consume(linked), "linked-consumer");

  /** Starts the consumers; one of them has nothing to do. */
  @Setup(Level.Trial)
  public void start() {
    arrayConsumer.setDaemon(true);
    linkedConsumer.setDaemon(true);
    arrayConsumer.start();
    linkedConsumer.start();
  }

  /** Ends the consumers. */
  @TearDown(Level.Trial)
  public void stop() {
    arrayConsumer.interrupt();
    linkedConsumer.interrupt();
  }

  private static void consume(BlockingQueue<Object> queue) {
    try {
      while (!Thread.interrupted()) {
        queue.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** ArrayBlockingQueue: one lock, two conditions. */
  @Benchmark
  public void array() throws InterruptedException {
    array.put(item);
  }

  /** LinkedBlockingQueue: two locks. */
  @Benchmark
  public void linked() throws InterruptedException {
    linked.put(item);
  }
}
