import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A holder on a thread of no pool loses its lock file, and never gives it up. Once nobody has it any
 * more, says {@code before: ...} of a write of its own, and what comes of a turn that is properly
 * taken: {@code linked: ...} by the thread itself, by another name of the lock's folder; {@code
 * chained: ...} by stages that it has others do, of which the first takes the lock and the second
 * writes.
 *
 * <p>With {@code moved} or {@code renamed} as the scenario's name it takes the lock by putting a file
 * of its own in its place, where none is, says {@code after: ...} of a write, gives
 * it back, and says {@code left: ...}, whether it is there still.
 */
public class FencedAnew {
  private static final int PATIENCE_SECONDS = 30;
  private static final String LINE = "{\"type\":\"message\",\"id\":\"late\"}\n";

  interface Way {
    void write() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[1])).toAbsolutePath();
    Path transcript = Files.writeString(folder.resolve("s.jsonl"), LINE);
    Path lock = folder.resolve("s.jsonl.lock");
    Watchdog.await();
    CompletableFuture<Boolean> held = new CompletableFuture<>();
    CompletableFuture<Boolean> back = new CompletableFuture<>();
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    Peer.daemon(
        "holder",
        () -> {
          take(lock);
          held.complete(true);
          new Peer().get("/429");
          back.join();
          if (args[0].equals("anew")) {
            turns(transcript, lock);
          } else {
            takesOver(transcript, lock, args[0].equals("moved"));
          }
          done.complete(true);
        });
    held.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    take(lock);
    Files.delete(lock);
    back.complete(true);
    done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    System.out.println("end");
    System.exit(System.in.read() < 0 ? 0 : 1);
  }

  private static void turns(Path transcript, Path lock) throws Exception {
    System.out.println("before: " + result(() -> write(transcript)));
    CompletableFuture<String> chained = new CompletableFuture<>();
    CompletableFuture.runAsync(() -> result(() -> take(lock)), Executors.newSingleThreadExecutor(FencedAnew::daemon))
        .thenRunAsync(() -> { chained.complete(result(() -> write(transcript))); result(() -> Files.delete(lock)); }, Executors.newSingleThreadExecutor(FencedAnew::daemon))
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    System.out.println("chained: " + chained.join());
    Path linked = Files.createSymbolicLink(lock.resolveSibling("linked"), lock.getParent());
    take(linked.resolve(lock.getFileName()));
    System.out.println("linked: " + result(() -> write(transcript)));
  }

  private static void takesOver(Path transcript, Path lock, boolean moves) throws Exception {
    System.out.println("before: " + result(() -> write(transcript)));
    Path made = Files.writeString(lock.resolveSibling("made"), "{\"pid\":" + ProcessHandle.current().pid() + "}");
    // Refused as long as it may still be at what it was as it lost the lock.
    Until.so(
        "the move to " + lock,
        () -> {
          if (moves) {
            result(() -> Files.move(made, lock, StandardCopyOption.ATOMIC_MOVE));
          } else {
            made.toFile().renameTo(lock.toFile());
          }
          return !Files.exists(made);
        });
    System.out.println("after: " + result(() -> write(transcript)));
    Files.delete(lock);
    System.out.println("left: " + Files.exists(lock));
  }

  private static void write(Path transcript) throws IOException {
    Files.writeString(transcript, LINE, StandardOpenOption.APPEND);
  }

  private static void take(Path lock) throws Exception {
    Until.so(
        "the lock",
        () -> {
          try {
            return SessionLock.took(lock);
          } catch (IOException e) {
            if (!SessionLock.isRefusal(e)) {
              throw e;
            }
            return false;
          }
        });
  }

  private static String result(Way way) {
    try {
      way.write();
      return "written";
    } catch (Exception e) {
      return String.valueOf(e.getMessage()).startsWith("Model API quota exceeded") ? "refused" : "failed: " + e;
    }
  }

  private static Thread daemon(Runnable r) {
    Thread t = new Thread(r, "stage");
    t.setDaemon(true);
    return t;
  }
}
