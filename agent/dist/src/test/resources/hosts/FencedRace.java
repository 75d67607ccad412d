import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Holders of several sessions are refused and sit for ever, while work that each has handed over
 * goes on writing to its transcript without a pause. The next holder writes once it has the lock.
 *
 * <p>Says how many writers were refused.
 */
public class FencedRace {
  private static final int SESSIONS = 6;
  private static final int PATIENCE_SECONDS = 60;

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[1]));
    Watchdog.await();
    Peer peer = new Peer();
    ExecutorService holders = Executors.newCachedThreadPool(FencedRace::daemon);
    ExecutorService writers = Executors.newCachedThreadPool(FencedRace::daemon);
    List<CompletableFuture<Integer>> refused = new ArrayList<>();
    List<CompletableFuture<Boolean>> next = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      Path transcript = Files.createFile(folder.resolve("s" + i + ".jsonl"));
      Path lock = folder.resolve("s" + i + ".jsonl.lock");
      CompletableFuture<Integer> done = new CompletableFuture<>();
      refused.add(done);
      CompletableFuture<Boolean> held = new CompletableFuture<>();
      holders.execute(() -> hold(transcript, lock, held, done, peer, writers));
      held.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      CompletableFuture<Boolean> turn = new CompletableFuture<>();
      next.add(turn);
      Peer.daemon("next-" + i, () -> next(transcript, lock, turn));
    }
    for (CompletableFuture<Boolean> turn : next) {
      turn.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    int count = 0;
    for (CompletableFuture<Integer> one : refused) {
      count += one.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    System.out.println("refused " + count);
    System.exit(System.in.read() < 0 ? 0 : 1);
  }

  private static void hold(
      Path transcript,
      Path lock,
      CompletableFuture<Boolean> held,
      CompletableFuture<Integer> done,
      Peer peer,
      ExecutorService writers) {
    try {
      take(lock);
      writers.execute(() -> done.complete(write(transcript)));
      held.complete(true);
      peer.get("/429");
      new CompletableFuture<>().join();
    } catch (Exception e) {
      done.completeExceptionally(e);
    }
  }

  private static int write(Path transcript) {
    try (OutputStream out = Files.newOutputStream(transcript, StandardOpenOption.APPEND)) {
      for (int i = 0; ; i++) {
        out.write(("{\"type\":\"message\",\"id\":\"old-" + i + "\"}\n").getBytes());
        if (i % 64 == 0) {
          // Not so many that nobody can read them.
          Thread.sleep(1);
        }
      }
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).startsWith("Model API quota exceeded") ? 1 : 0;
    } catch (InterruptedException e) {
      return 0;
    }
  }

  private static void next(Path transcript, Path lock, CompletableFuture<Boolean> turn)
      throws Exception {
    Until.so("the lock", () -> SessionLock.took(lock), 1);
    Files.writeString(transcript, "{\"type\":\"message\",\"id\":\"next\"}\n", StandardOpenOption.APPEND);
    Thread.sleep(50);
    Files.delete(lock);
    turn.complete(true);
  }

  private static void take(Path lock) throws IOException {
    Files.writeString(lock, "{\"pid\":" + ProcessHandle.current().pid() + "}", StandardOpenOption.CREATE_NEW);
  }

  private static Thread daemon(Runnable r) {
    Thread t = new Thread(r, "pooled");
    t.setDaemon(true);
    return t;
  }
}
