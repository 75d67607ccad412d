import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Three turns whose lock files another process breaks, and which then wait for something else, are
 * refused, and go on later; beside them one that is stuck under an empty lock file of its own, and
 * one under a file that it has put in the place of its own by a move.
 */
public class Replaced {
  private static final int VICTIMS = 3;

  /** Longer than the agent's limits in these tests, all grace included. */
  private static final long LONG_MILLIS = 6_000;

  private static final long PATIENCE_SECONDS = 50;

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[1]));
    Peer peer = new Peer();
    Watchdog.await();
    CompletableFuture<Boolean> broken = new CompletableFuture<>();
    StringBuilder said = new StringBuilder();
    CompletableFuture<?>[] turns = new CompletableFuture<?>[VICTIMS];
    for (int i = 0; i < VICTIMS; i++) {
      turns[i] = victim(folder.resolve("v" + i + ".jsonl.lock"), broken, peer);
    }
    Path renewed = folder.resolve("r.jsonl.lock");
    CompletableFuture<Boolean> first = new CompletableFuture<>();
    Peer.daemon("stuck", () -> renews(renewed, first, broken, peer));
    first.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    System.out.println("taken");
    System.in.read();
    broken.complete(true);
    Path lock = folder.resolve("s.jsonl.lock");
    CompletableFuture<Boolean> held = new CompletableFuture<>();
    Peer.daemon("stuck", () -> stuck(lock, held, peer));
    held.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    CompletableFuture<String> next = new CompletableFuture<>();
    Peer.daemon("next", () -> next.complete(taken(lock)));
    said.append(next.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    CompletableFuture<String> other = new CompletableFuture<>();
    Peer.daemon("next", () -> other.complete(taken(renewed)));
    said.append(", ").append(other.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    for (CompletableFuture<?> turn : turns) {
      said.append(", ").append(turn.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
    System.out.println(said);
    System.exit(System.in.read() < 0 ? 0 : 1);
  }

  private static CompletableFuture<String> victim(
      Path lock, CompletableFuture<Boolean> broken, Peer peer) throws Exception {
    CompletableFuture<String> said = new CompletableFuture<>();
    CompletableFuture<Boolean> held = new CompletableFuture<>();
    Peer.daemon(
        "victim",
        () -> {
          Files.createFile(lock);
          held.complete(true);
          broken.join();
          try {
            peer.get("/429");
            Thread.sleep(LONG_MILLIS);
            said.complete(peer.get("/429") == 429 ? "fine" : "another answer");
          } catch (IOException | InterruptedException e) {
            said.complete("hit by " + e);
          }
        });
    held.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return said;
  }

  private static void stuck(Path lock, CompletableFuture<Boolean> held, Peer peer)
      throws IOException {
    Files.createFile(lock);
    held.complete(true);
    hangs(peer);
  }

  private static void renews(
      Path lock, CompletableFuture<Boolean> held, CompletableFuture<Boolean> broken, Peer peer)
      throws IOException {
    Files.createFile(lock);
    held.complete(true);
    broken.join();
    Path tmp = lock.resolveSibling("r.tmp");
    Files.writeString(tmp, "{\"owner\":\"turn-7\"}");
    Files.move(tmp, lock, StandardCopyOption.ATOMIC_MOVE);
    hangs(peer);
  }

  private static void hangs(Peer peer) throws IOException {
    peer.get("/429");
    while (true) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        continue;
      }
    }
  }

  private static String taken(Path lock) throws Exception {
    Until.so("the lock", () -> SessionLock.took(lock, ""), 50);
    return "next has it";
  }
}
