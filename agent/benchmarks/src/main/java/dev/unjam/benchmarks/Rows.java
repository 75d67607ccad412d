package dev.unjam.benchmarks;

import java.util.List;

/** What is compared. */
final class Rows {
  private static final String UNCONTENDED = "Uncontended.";

  private Rows() {}

  static List<Row> all() {
    return List.of(
        Row.time("ReentrantLock", UNCONTENDED + "unfair").withPeer(),
        Row.time("ReentrantLock, fair", UNCONTENDED + "fair"),
        Row.time("ReentrantLock, tryLock", UNCONTENDED + "tryLock"),
        Row.time("ReentrantLock, all old (G1)", "OldGeneration.pair").withPeer(),
        Row.time("ReentrantLock, fair, all old (G1)", "OldGeneration.fair"),
        Row.time("ReentrantReadWriteLock, write, all old (G1)", "OldGeneration.write"),
        Row.time("two ReentrantLocks in turn, all old (G1)", "OldGeneration.alternating"),
        Row.time("ReentrantLock, all old (Parallel)", "OldGeneration.pair")
            .under("-XX:+UseParallelGC"),
        Row.time("ReentrantLock, all old (ZGC)", "OldGeneration.pair").under("-XX:+UseZGC"),
        Row.time("ReentrantReadWriteLock, read", UNCONTENDED + "read"),
        Row.time("ReentrantReadWriteLock, write", UNCONTENDED + "write"),
        Row.time("Semaphore", UNCONTENDED + "semaphore"),
        Row.time("StampedLock, write", UNCONTENDED + "stampedWrite"),
        Row.time("StampedLock, read", UNCONTENDED + "stampedRead"),
        Row.time("StampedLock, optimistic read", UNCONTENDED + "stampedOptimistic"),
        Row.throughput("contended, 2 threads", "Contended.pair").threads(2).withPeer(),
        Row.throughput("contended, 8 threads", "Contended.pair").threads(8),
        Row.throughput("ArrayBlockingQueue hand-over", "HandOver.array"),
        Row.throughput("LinkedBlockingQueue hand-over", "HandOver.linked"),
        Row.throughput("ThreadPoolExecutor, submit and get", "Tasks.submit"),
        Row.throughput("virtual thread: create, lock, unlock", "VirtualThreads.create").since(21),
        Row.throughput("virtual thread: lock, unlock", "VirtualThreads.loop").since(21));
  }
}
