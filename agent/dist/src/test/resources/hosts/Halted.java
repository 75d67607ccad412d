import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A session's lock file stays with a task that was refused and has ended, or lives on; the next
 * message waits for it and writes to the transcript, and then whoever had it before.
 */
public class Halted {
  private static final long PATIENCE_SECONDS = 50;
  private static final String HEADER =
      "{\"type\":\"session\",\"version\":3,\"id\":\"s\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"cwd\":\"/\"}\n";

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[1]));
    Path lock = folder.resolve("s.jsonl.lock");
    Path transcript = Files.writeString(folder.resolve("s.jsonl"), HEADER);
    Peer peer = new Peer();
    Watchdog.await();
    System.out.println("ready");
    System.in.read();
    CompletableFuture<Boolean> until = new CompletableFuture<>();
    ExecutorService pool = Executors.newFixedThreadPool(1, Halted::daemon);
    CompletableFuture<String> late = new CompletableFuture<>();
    CompletableFuture<Boolean> held = new CompletableFuture<>();
    pool.submit(
        () -> {
          Files.createFile(lock);
          held.complete(true);
          peer.get("/429");
          if (args[0].equals("live")) {
            until.join();
            late.complete(written(transcript, "late"));
          }
          return null;
        });
    held.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    CompletableFuture<String> next = new CompletableFuture<>();
    Peer.daemon("next", () -> next.complete(taken(lock, transcript)));
    String said;
    try {
      said = next.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      said = "stuck";
    }
    until.complete(true);
    if (args[0].equals("live")) {
      said += ", " + late.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    said += ", " + pool.submit(() -> written(transcript, "new task")).get();
    System.out.println(said);
    System.exit(System.in.read() < 0 ? 0 : 1);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "pooled");
    thread.setDaemon(true);
    return thread;
  }

  private static String taken(Path lock, Path transcript) throws Exception {
    Until.so("the lock", () -> SessionLock.took(lock, ""), 50);
    return written(transcript, "next");
  }

  private static String written(Path transcript, String who) {
    try {
      String line = "{\"type\":\"message\",\"id\":\"" + who + "\"}\n";
      Files.writeString(transcript, line, StandardOpenOption.APPEND);
      return who + " wrote";
    } catch (IOException e) {
      return who + (String.valueOf(e.getMessage()).startsWith("Model API quota") ? " refused" : " failed: " + e);
    }
  }
}
