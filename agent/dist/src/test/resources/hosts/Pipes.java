import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32;

/**
 * Sends bytes through a child's pipes under a lock, and says what has come: the number of bytes,
 * their checksum, and how long it took.
 *
 * <p>Arguments: a scenario, the number of megabytes, and how many bytes at a time; it runs once for
 * each line that it reads. The other half of the program is its child.
 */
public class Pipes {
  private static final int MEGABYTE = 1 << 20;

  public static void main(String[] args) throws Exception {
    if (args[0].startsWith("child-")) {
      child(args[0], Integer.parseInt(args[1]), Integer.parseInt(args[2]));
      return;
    }
    int megabytes = Integer.parseInt(args[1]);
    int chunk = Integer.parseInt(args[2]);
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    try {
      for (int line = System.in.read(); line >= 0; line = System.in.read()) {
        run(args[0], megabytes, chunk);
      }
    } finally {
      lock.unlock();
    }
  }

  private static void run(String scenario, int megabytes, int chunk) throws Exception {
    Process child =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "Pipes",
                    "child-" + scenario,
                    Integer.toString(megabytes),
                    Integer.toString(chunk)))
            .start();
    CompletableFuture<String> stderr =
        CompletableFuture.supplyAsync(
            () -> checksum(child.getErrorStream(), chunk),
            task -> new Thread(task, "stderr").start());
    // Its first byte says that it runs: what it takes to start is not measured.
    child.getInputStream().read();
    long begun = System.nanoTime();
    CompletableFuture<Void> writes =
        CompletableFuture.runAsync(
            () -> write(scenario, child.getOutputStream(), megabytes, chunk),
            task -> new Thread(task, "writer").start());
    String stdout = checksum(child.getInputStream(), chunk, scenario.equals("slow"));
    writes.get();
    String err = stderr.get();
    long took = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun);
    int status = child.waitFor();
    System.out.println(
        scenario + " out=" + stdout + " err=" + err + " status=" + status + " us=" + took);
  }

  private static void write(String scenario, OutputStream out, int megabytes, int chunk) {
    try (out) {
      if (!List.of("out", "frames", "err").contains(scenario)) {
        send(scenario.equals("slow") ? talk("method") : block(), out, megabytes, chunk);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the child does: {@code echo}, {@code out}, {@code err}, {@code sleepy}, {@code both}, {@code slow}. */
  private static void child(String scenario, int megabytes, int chunk) throws Exception {
    System.out.write('.');
    System.out.flush();
    OutputStream out = new java.io.FileOutputStream(java.io.FileDescriptor.out);
    OutputStream err = new java.io.FileOutputStream(java.io.FileDescriptor.err);
    InputStream in = new java.io.FileInputStream(java.io.FileDescriptor.in);
    switch (scenario) {
      case "child-out" -> send(block(), out, megabytes, chunk);
      case "child-frames" -> send(frames(), out, megabytes, chunk);
      case "child-err" -> send(block(), err, megabytes, chunk);
      case "child-echo" -> in.transferTo(out);
      // The host's writer fills the pipe and waits, as the child does not read for a while.
      case "child-sleepy" -> {
        Thread.sleep(1_500);
        out.write(checksum(in, chunk).getBytes("US-ASCII"));
      }
      // Everybody writes first and reads afterwards.
      case "child-both" -> {
        Thread flood = new Thread(() -> quietly(() -> send(block(), err, megabytes, chunk)));
        flood.start();
        send(block(), out, megabytes, chunk);
        flood.join();
        out.write(checksum(in, chunk).getBytes("US-ASCII"));
      }
      // All pipes are full all the time, for whoever reads takes longer than whoever writes.
      case "child-slow" -> {
        Thread says = new Thread(() -> quietly(() -> send(talk("result"), out, megabytes, chunk)));
        Thread flood = new Thread(() -> quietly(() -> send(block(), err, megabytes, chunk)));
        says.start();
        flood.start();
        String came = checksum(in, chunk, true);
        says.join();
        flood.join();
        out.write(came.getBytes("US-ASCII"));
      }
      default -> throw new IllegalArgumentException(scenario);
    }
  }

  private interface Part {
    void run() throws Exception;
  }

  private static void quietly(Part part) {
    try {
      part.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Bytes in no pattern, with new lines, braces and whole frames among them. */
  private static byte[] block() {
    byte[] block = new byte[MEGABYTE];
    long seed = 42;
    for (int i = 0; i < block.length; i++) {
      seed = seed * 6364136223846793005L + 1442695040888963407L;
      block[i] = (byte) (seed >>> 56);
    }
    byte[] frame = "\n{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"session/prompt\"}\n".getBytes();
    for (int at = 0; at + frame.length < block.length; at += 10_007) {
      System.arraycopy(frame, 0, block, at, frame.length);
    }
    return block;
  }

  /** What an agent says while it answers: a line for every few words. */
  private static byte[] frames() {
    byte[] frame =
        ("{\"jsonrpc\":\"2.0\",\"method\":\"session/update\",\"params\":{\"sessionId\":\"ses_1\","
                + "\"update\":{\"sessionUpdate\":\"agent_message_chunk\",\"content\":"
                + "{\"type\":\"text\",\"text\":\"some words of an answer, a few at a time\"}}}}\n")
            .getBytes();
    byte[] block = new byte[MEGABYTE / frame.length * frame.length];
    for (int at = 0; at < block.length; at += frame.length) {
      System.arraycopy(frame, 0, block, at, frame.length);
    }
    return block;
  }

  /** Requests or answers, small and large, and what is no frame or only half of one among them. */
  private static byte[] talk(String asksOrAnswers) {
    StringBuilder block = new StringBuilder();
    String words = "a line of a file, \\\"quoted\\\"\\n".repeat(400);
    for (int i = 0; block.length() < MEGABYTE; i++) {
      String value = asksOrAnswers.equals("method") ? "\"ping\"" : "{\"n\":" + i + "}";
      block.append(
          switch (i % 16) {
            case 3 -> "{\"jsonrpc\":\"2.0\",\"id\":" + i + ",\"result\":{\"items\":[{\"id\":9}";
            case 7 -> "{\"result\":{\"text\":\"" + words + "\"},\"jsonrpc\":\"2.0\",\"id\":" + i + "}";
            case 11 -> "WARN no frame at all {\"id\":" + i + ",\"method\":\"x\"}";
            case 13 -> "{\"method\":\"x/y\",\"params\":{\"a\":[" + "{\"b\":1},".repeat(300) + i + "]}}";
            default -> "{\"jsonrpc\":\"2.0\",\"id\":" + i + ",\"" + asksOrAnswers + "\":" + value + "}";
          });
      block.append(i % 5 == 0 ? "\r\n" : "\n");
    }
    return block.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static void send(byte[] block, OutputStream out, int times, int chunk) throws Exception {
    for (int i = 0; i < times; i++) {
      for (int at = 0; at < block.length; at += chunk) {
        out.write(block, at, Math.min(chunk, block.length - at));
      }
    }
    out.flush();
  }

  private static String checksum(InputStream in, int chunk) {
    return checksum(in, chunk, false);
  }

  private static String checksum(InputStream in, int chunk, boolean slowly) {
    try {
      CRC32 crc = new CRC32();
      byte[] buffer = new byte[chunk];
      long bytes = 0;
      long rest = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        crc.update(buffer, 0, n);
        bytes += n;
        if (slowly && bytes - rest > MEGABYTE / 4) {
          rest = bytes;
          Thread.sleep(1);
        }
      }
      return bytes + "/" + Long.toHexString(crc.getValue());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
