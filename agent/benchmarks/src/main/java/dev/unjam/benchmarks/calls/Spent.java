package dev.unjam.benchmarks.calls;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What has been spent so far.
 *
 * @param wall the time that has passed, in nanoseconds
 * @param thread processor time of the calling thread, in nanoseconds
 * @param process processor time of all threads, the JVM's own too, in nanoseconds
 * @param bytes allocated by the calling thread
 */
public record Spent(long wall, long thread, long process, long bytes) {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final Path TASKS = Path.of("/proc/self/task");
  private static final boolean FINE = Files.isDirectory(TASKS);

  /** Before what is measured begins: what takes long to look up comes first. */
  public static Spent before() throws IOException {
    long process = processTime();
    return new Spent(System.nanoTime(), threadTime(), process, allocated());
  }

  /** After what is measured has ended: what takes long to look up comes last. */
  public static Spent after() throws IOException {
    long wall = System.nanoTime();
    long thread = threadTime();
    long bytes = allocated();
    return new Spent(wall, thread, processTime(), bytes);
  }

  private static long threadTime() {
    return THREADS.getCurrentThreadCpuTime();
  }

  private static long allocated() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  @SuppressWarnings("ThreadPriorityCheck") // not to give way, but to have the time written down
  private static long processTime() throws IOException {
    // The scheduler writes a running thread's own time down when it leaves the processor.
    Thread.yield();
    return FINE ? scheduled() : SYSTEM.getProcessCpuTime();
  }

  /** The MXBean counts by hundredths of a second, the kernel's scheduler by nanoseconds. */
  private static long scheduled() throws IOException {
    long sum = 0;
    List<Path> tasks;
    try (Stream<Path> all = Files.list(TASKS)) {
      tasks = all.toList();
    }
    for (Path task : tasks) {
      sum += scheduled(task);
    }
    return sum;
  }

  private static long scheduled(Path task) {
    try {
      String stat = Files.readString(task.resolve("schedstat"));
      return Long.parseLong(stat.substring(0, stat.indexOf(' ')));
    } catch (IOException e) {
      // The thread has ended since it was listed.
      return 0;
    }
  }

  /** The difference for each of so many calls, as lines that are read by a key. */
  public List<String> since(Spent before, int calls) {
    return List.of(
        "wall_ns=" + (wall - before.wall) / calls,
        "thread_ns=" + (thread - before.thread) / calls,
        "process_ns=" + (process - before.process) / calls,
        "bytes=" + (bytes - before.bytes) / calls);
  }
}
