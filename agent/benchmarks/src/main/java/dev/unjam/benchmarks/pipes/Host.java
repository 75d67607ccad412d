package dev.unjam.benchmarks.pipes;

import dev.unjam.benchmarks.Setting;
import dev.unjam.benchmarks.calls.Spent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The process that is measured: starts a child when it is told to, speaks with it, and says what a
 * megabyte cost.
 */
public final class Host {
  private static final CompilationMXBean JIT = ManagementFactory.getCompilationMXBean();

  private final ReentrantLock lock = new ReentrantLock();

  /** Its threads stay: what those have spent that have ended, nobody knows. */
  private final ExecutorService pool =
      Executors.newCachedThreadPool(
          task -> {
            Thread t = new Thread(task);
            t.setDaemon(true);
            return t;
          });

  private @Nullable Conversation child;

  /** Questions come by standard input. */
  public static void main(String[] args) throws Exception {
    Host host = new Host();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.trim().split(" ", 2);
      switch (words[0]) {
        case "ready" -> ready();
        case "expect" -> host.expect();
        case "start" -> host.start(Shape.valueOf(words[1]));
        case "held" -> host.held(Integer.parseInt(words[1]));
        case "free" -> host.window(Integer.parseInt(words[1]));
        case "stop" -> host.stop();
        default -> throw new IllegalArgumentException(line);
      }
      System.out.println("over");
    }
  }

  /**
   * Also looks once at what is looked at around each window: what that loads, and has an agent
   * weave, is none of what passes the pipes.
   */
  private static void ready() throws IOException {
    Setting.ofThisProcess().expectActive();
    Spent.after().since(Spent.before(), 1);
  }

  /** Fails where this process is not what it was told to be. */
  private void expect() throws IOException, InterruptedException, ExecutionException {
    Setting setting = Setting.ofThisProcess();
    setting.expectActive();
    lock.lock();
    try (Conversation one = new Conversation(Shape.OUT_SMALL, pool)) {
      one.expectAll(one.turn(1), 1);
      setting.expectAsked();
    } finally {
      lock.unlock();
    }
    setting.expectNoFault();
  }

  private void start(Shape shape) throws IOException {
    child = new Conversation(shape, pool);
  }

  private void stop() throws IOException {
    started().close();
    child = null;
  }

  private Conversation started() {
    return Objects.requireNonNull(child, "no child was started");
  }

  private void held(int megabytes) throws IOException, InterruptedException, ExecutionException {
    lock.lock();
    try {
      window(megabytes);
    } finally {
      lock.unlock();
    }
  }

  private void window(int megabytes) throws IOException, InterruptedException, ExecutionException {
    Conversation with = started();
    Spent before = Spent.before();
    long came = with.turn(megabytes);
    Spent.after().since(before, megabytes).forEach(System.out::println);
    with.expectAll(came, megabytes);
    System.out.println("compiled_ms=" + JIT.getTotalCompilationTime());
  }
}
