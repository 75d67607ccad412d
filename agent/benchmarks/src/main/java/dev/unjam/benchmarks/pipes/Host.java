package dev.unjam.benchmarks.pipes;

import dev.unjam.benchmarks.Setting;
import dev.unjam.benchmarks.calls.Spent;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The process that is measured: starts a child when it is told to, speaks with it, and says what a
 * megabyte cost.
 */
public final class Host {
  private static final String PROMPT =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"session/prompt\",\"params\":{\"sessionId\":\"sess-1\"}}";

  private final ReentrantLock lock = new ReentrantLock();

  /** Its threads stay: what those have spent that have ended, nobody knows. */
  private final ExecutorService pool =
      Executors.newCachedThreadPool(
          task -> {
            Thread t = new Thread(task);
            t.setDaemon(true);
            return t;
          });

  /** Questions come by standard input. */
  public static void main(String[] args) throws Exception {
    Host host = new Host();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.trim().split(" ", 3);
      switch (words[0]) {
        case "expect" -> host.expect();
        case "held" -> host.held(Shape.valueOf(words[1]), Integer.parseInt(words[2]));
        case "free" -> host.window(Shape.valueOf(words[1]), Integer.parseInt(words[2]));
        default -> throw new IllegalArgumentException(line);
      }
      System.out.println("over");
    }
  }

  /** Fails where this process is not what it was told to be. */
  private void expect() throws IOException, InterruptedException, ExecutionException {
    Setting setting = Setting.ofThisProcess();
    setting.expectActive();
    lock.lock();
    try {
      window(Shape.OUT_SMALL, 1);
      setting.expectAsked();
    } finally {
      lock.unlock();
    }
    setting.expectNoFault();
  }

  private void held(Shape shape, int megabytes)
      throws IOException, InterruptedException, ExecutionException {
    lock.lock();
    try {
      window(shape, megabytes);
    } finally {
      lock.unlock();
    }
  }

  private void window(Shape shape, int megabytes)
      throws IOException, InterruptedException, ExecutionException {
    Process child = start(shape, megabytes);
    try (OutputStream out = child.getOutputStream();
        InputStream in = shape.onError() ? child.getErrorStream() : child.getInputStream()) {
      // Its new line says that it runs: what it takes to start is not measured.
      child.getInputStream().read();
      byte[] block = shape.hears.block();
      Spent before = Spent.before();
      out.write(((shape.isRpc() ? PROMPT : "") + "\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
      long came = passed(shape, megabytes, block, in, out);
      Spent.after().since(before, megabytes).forEach(System.out::println);
      expect(expected(shape, megabytes), came);
    }
    expect(0, child.waitFor());
  }

  private static Process start(Shape shape, int megabytes) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                shape.name(),
                Integer.toString(megabytes)))
        .start();
  }

  private long passed(Shape shape, int megabytes, byte[] block, InputStream in, OutputStream out)
      throws IOException, InterruptedException, ExecutionException {
    if (shape.requests != Shape.Requests.NONE) {
      return new Asking(shape, in, out).run(pool, Asking.count(megabytes));
    }
    if (shape.hears == Content.NONE) {
      return shape.reading.drain(in);
    }
    if (shape.says == Content.NONE) {
      shape.writing.send(block, out, megabytes);
      out.close();
      return shape.reading.drain(in);
    }
    Future<?> writer =
        pool.submit(
            () -> {
              shape.writing.send(block, out, megabytes);
              out.close();
              return null;
            });
    long came = shape.reading.drain(in);
    writer.get();
    return came;
  }

  private static long expected(Shape shape, int megabytes) throws IOException {
    if (shape.requests != Shape.Requests.NONE) {
      return Asking.count(megabytes);
    }
    InputStream block = new ByteArrayInputStream(shape.says.block());
    boolean answered = shape.says.isRpc() && shape.reading.isByLine();
    return shape.reading.drain(block) * megabytes + (answered ? Child.LAST_ANSWER.length - 1 : 0);
  }

  private static void expect(long wanted, long came) throws IOException {
    if (wanted != came) {
      throw new IOException(came + " came, not " + wanted);
    }
  }
}
