import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A host that ends while a holder of a session's lock file is stuck and the next message waits for
 * it: its hook lets that have the lock first, and then waits for what the agent's log says of it.
 */
public class EndsFreed {
  private static final Path LOG = Path.of("unjam-" + ProcessHandle.current().pid() + ".jsonl");
  private static final int PATIENCE_SECONDS = 60;

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[1]));
    Path lock = folder.resolve("s.jsonl.lock");
    Peer peer = new Peer();
    Watchdog.await();
    CompletableFuture<Boolean> held = new CompletableFuture<>();
    CompletableFuture<Boolean> next = new CompletableFuture<>();
    Peer.daemon(
        "holder",
        () -> {
          Files.createFile(lock);
          held.complete(true);
          peer.get("/429");
          new CompletableFuture<Boolean>().join();
        });
    held.join();
    Peer.daemon(
        "next",
        () -> {
          Until.so("the release of the lock", () -> taken(lock));
          next.complete(true);
        });
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(next)));
    Until.so("the incident in the log", () -> logged("\"incident.opened\""));
    System.exit(0);
  }

  private static void end(CompletableFuture<Boolean> next) {
    try {
      next.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      Until.so("the release in the log", () -> logged("\"outcome\":\"released_by_force\""));
      System.out.println("freed");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean taken(Path lock) throws IOException {
    try {
      Files.createFile(lock);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static boolean logged(String what) throws IOException {
    return Files.exists(LOG) && Files.readString(LOG).contains(what);
  }
}
