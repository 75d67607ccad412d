package dev.unjam.benchmarks.pipes;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Writes small requests and reads their answers on another thread, which finds the future of each
 * by its id, as clients of JSON-RPC do; or only counts them, where as many are written as fit.
 */
final class Asking {
  private static final String REQUEST = "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"ping\"}\n";
  private static final String ID = "\"id\":";
  private static final int LENGTH = REQUEST.length() + 4;
  private static final int MANY = 256;

  private final Map<Long, CompletableFuture<String>> pending = new ConcurrentHashMap<>();
  private final Shape.Requests requests;
  private final boolean parsed;
  private final BufferedReader in;
  private final BufferedWriter out;

  /** The id of the next request; none comes twice, but where that is what is measured. */
  private long next = 1;

  Asking(Shape shape, InputStream in, OutputStream out) {
    this.requests = shape.requests;
    this.parsed = shape.isParsed();
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  /** How many requests make so many megabytes. */
  static int count(int megabytes) {
    return (megabytes << 20) / LENGTH;
  }

  /** Asks so often; how many answers came. */
  long run(ExecutorService pool, int count)
      throws IOException, InterruptedException, ExecutionException {
    Future<Long> reader = pool.submit(() -> read(count));
    switch (requests) {
      case ONE_BY_ONE -> asked(count, 1);
      case MANY -> asked(count, MANY);
      default -> flooded(count);
    }
    out.flush();
    return reader.get();
  }

  private void asked(int count, int atOnce)
      throws IOException, InterruptedException, ExecutionException {
    String[] parts = REQUEST.split("%d", 2);
    CompletableFuture<?>[] last = new CompletableFuture<?>[atOnce];
    for (int i = 0; i < count; i++) {
      CompletableFuture<?> before = last[i % atOnce];
      if (before != null) {
        before.get();
      }
      long id = next++;
      CompletableFuture<String> answer = new CompletableFuture<>();
      last[i % atOnce] = answer;
      pending.put(id, answer);
      out.write(parsed ? Json.request(id) + "\n" : parts[0] + id + parts[1]);
      out.flush();
    }
  }

  private void flooded(int count) throws IOException {
    boolean same = requests == Shape.Requests.FLOOD_OF_ONE_ID;
    String[] parts = REQUEST.split("%d", 2);
    for (int i = 0; i < count; i++) {
      long number = same ? 7 : next++;
      out.write(parsed ? Json.request(number) + "\n" : parts[0] + number + parts[1]);
    }
  }

  private long read(int most) throws IOException {
    boolean told = requests == Shape.Requests.ONE_BY_ONE || requests == Shape.Requests.MANY;
    int count = 0;
    while (count < most) {
      String line = in.readLine();
      if (line == null) {
        break;
      }
      count++;
      long id = told || parsed ? id(line) : -1;
      if (told) {
        answered(id, line);
      }
    }
    return (long) count;
  }

  private long id(String line) throws IOException {
    if (parsed) {
      return Json.id(line);
    }
    int from = line.indexOf(ID) + ID.length();
    return Long.parseLong(line.substring(from, line.indexOf(',', from)));
  }

  private void answered(long id, String line) {
    CompletableFuture<String> future = pending.remove(id);
    if (future != null) {
      future.complete(line);
    }
  }
}
