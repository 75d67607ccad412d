package dev.unjam.benchmarks.scale;

import dev.unjam.benchmarks.Setting;

/**
 * Weighs a crowd of threads that each hold three locks: run without and with the agent, the
 * difference is what a tracked thread costs, whatever it lies in. Arguments: {@code platform} or
 * {@code virtual}, how many.
 */
public final class TrackedThreads {
  private static final int HOLDS = 3;
  private static final int REHEARSAL = 100;

  private TrackedThreads() {}

  /** Prints {@code bytes}, the heap a thread, and {@code ours}, of it in the agent's classes. */
  public static void main(String[] args) throws InterruptedException {
    Setting.ofThisProcess().expectActive();
    boolean virtual = args[0].equals("virtual");
    int size = Integer.parseInt(args[1]);
    Crowd.gather(virtual, REHEARSAL, HOLDS).dismiss();
    long usedBefore = Heap.used();
    long oursBefore = Heap.ours();
    Crowd crowd = Crowd.gather(virtual, size, HOLDS);
    long used = Heap.used() - usedBefore;
    long ours = Heap.ours() - oursBefore;
    crowd.dismiss();
    System.out.println("bytes=" + used / size);
    System.out.println("ours=" + ours / size);
  }
}
