package dev.unjam.benchmarks.pipes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A host and its child, and what they say to each other, as often as is wanted. */
final class Conversation implements AutoCloseable {
  private final Shape shape;
  private final ExecutorService pool;
  private final Process child;
  private final OutputStream out;
  private final InputStream in;
  private final byte[] block;
  private final long sayLength;
  private final @Nullable Asking asking;
  private long turns;

  /** What a megabyte comes to as the host counts; -1 until it was looked at. */
  private long expected = -1;

  /** Starts a child, and waits until it runs. */
  Conversation(Shape shape, ExecutorService pool) throws IOException {
    this.shape = shape;
    this.pool = pool;
    this.child = start(shape);
    this.out = child.getOutputStream();
    this.in = shape.onError() ? child.getErrorStream() : child.getInputStream();
    this.block = shape.hears.block();
    this.sayLength = shape.says.block().length;
    child.getInputStream().read();
    boolean asks = shape.requests != Shape.Requests.NONE;
    this.asking = asks ? new Asking(shape, in, out) : null;
    if (asks) {
      // One that waits all the time.
      begin(new Sign(0, 0));
    }
  }

  private static Process start(Shape shape) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                shape.name()))
        .start();
  }

  private void begin(Sign sign) throws IOException {
    out.write(sign.line(shape.isRpc()));
    out.flush();
  }

  /** Lets so much pass; how much came, as the host counts. */
  long turn(int megabytes) throws IOException, InterruptedException, ExecutionException {
    if (asking != null) {
      return asking.run(pool, Asking.count(megabytes));
    }
    Sign sign = new Sign(++turns, megabytes);
    begin(sign);
    long came = passed(megabytes);
    sign.awaitAnswer(shape, child.getInputStream());
    return came;
  }

  /**
   * Looks whether that was all; not to be measured along.
   *
   * @throws IOException if it was not
   */
  void expectAll(long came, int megabytes) throws IOException {
    if (asking != null) {
      expect(Asking.count(megabytes), came);
      return;
    }
    if (expected < 0) {
      expected = shape.reading.drain(new ByteArrayInputStream(shape.says.block()));
    }
    expect(expected * megabytes, came);
  }

  private long passed(int megabytes) throws IOException, InterruptedException, ExecutionException {
    if (shape.says == Content.NONE) {
      shape.writing.send(block, out, megabytes);
      return 0;
    }
    Limited said = new Limited(in, sayLength * megabytes);
    if (shape.hears == Content.NONE) {
      return shape.reading.drain(said);
    }
    Future<?> writer =
        pool.submit(
            () -> {
              shape.writing.send(block, out, megabytes);
              return null;
            });
    long came = shape.reading.drain(said);
    writer.get();
    return came;
  }

  private static void expect(long wanted, long came) throws IOException {
    if (wanted != came) {
      throw new IOException(came + " came, not " + wanted);
    }
  }

  /** Ends the child, which must have taken all that it was to hear. */
  @Override
  public void close() throws IOException {
    out.close();
    expect(0, child.onExit().join().exitValue());
    in.close();
  }
}
