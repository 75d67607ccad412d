import java.io.FileWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A turn takes a session's lock file, is refused, loses the lock, and gives it back late, in the way
 * that the scenario's name says: {@code task} and {@code stage} have work that was handed to an executor
 * do it, {@code moves} renames the file, {@code renews} first writes it once more. With {@code -left}
 * the turn's own task has ended by then. {@code healthy} does all of that in time.
 */
public class LateReleases {
  private static final CompletableFuture<Boolean> BACK = new CompletableFuture<>();
  private static final CompletableFuture<Boolean> TAKEN = new CompletableFuture<>();
  private static final CompletableFuture<Boolean> OVER = new CompletableFuture<>();
  private static final ExecutorService MODELS = Executors.newFixedThreadPool(2, SessionLock::daemon);
  private static Path lock;

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[1])).toRealPath();
    Files.writeString(folder.resolve("s.jsonl"), "{\"type\":\"session\",\"id\":\"late\"}\n");
    lock = folder.resolve("s.jsonl.lock");
    Watchdog.await();
    String[] name = args[0].split("-");
    boolean stays = name.length == 1;
    switch (name[0]) {
      case "task", "stage" -> late(() -> handsOver(name[0], stays), true);
      case "moves" -> late(LateReleases::moves, false);
      case "renews" -> late(LateReleases::renews, false);
      default -> healthy();
    }
    System.out.println("end");
    System.exit(System.in.read() < 0 ? 0 : 1);
  }

  private static void late(SessionLock.Act turn, boolean another) throws Exception {
    Executors.newFixedThreadPool(1, SessionLock::daemon).execute(() -> say("turn", turn));
    TAKEN.get(SessionLock.PATIENCE_SECONDS, TimeUnit.SECONDS);
    SessionLock.awaitRelease(lock);
    Process other = another ? SessionLock.anothers(lock) : null;
    BACK.complete(true);
    OVER.get(SessionLock.PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (other != null) {
      System.out.println("kept: " + (Files.exists(lock) && Files.readString(lock).contains(":" + other.pid() + "}")));
      other.destroyForcibly().waitFor();
    } else {
      System.out.println("left: " + Files.exists(lock));
    }
  }

  private static void handsOver(String way, boolean stays) throws Exception {
    take();
    CompletableFuture<Boolean> work =
        CompletableFuture.supplyAsync(
            () -> {
              say("refused", () -> new Peer().get("/429"));
              BACK.join();
              if (way.equals("task")) {
                releases();
              }
              return true;
            },
            MODELS);
    CompletableFuture<Boolean> all = way.equals("stage") ? work.whenComplete((done, thrown) -> releases()) : work;
    if (stays) {
      // Whoever ends the wait of a holder that does nothing but wait has not ended the work.
      while (!all.isDone()) {
        try {
          all.get();
        } catch (InterruptedException e) {
          System.out.println("interrupted: true");
        }
      }
    }
  }

  private static void releases() {
    say("released", () -> Files.delete(lock));
    say("released again", () -> Files.delete(lock));
    OVER.complete(true);
  }

  private static void moves() throws Exception {
    take();
    new Peer().get("/429");
    BACK.join();
    Path aside = lock.resolveSibling("aside");
    say("moved", () -> Files.move(lock, aside));
    say("moved atomically", () -> Files.move(lock, aside, StandardCopyOption.ATOMIC_MOVE));
    System.out.println("renamed: " + lock.toFile().renameTo(aside.toFile()));
    System.out.println("aside: " + Files.exists(aside));
    say("released", () -> Files.delete(lock));
    OVER.complete(true);
  }

  private static void renews() throws Exception {
    take();
    new Peer().get("/429");
    BACK.join();
    say("renewed", () -> Files.writeString(lock, SessionLock.mine()));
    System.out.println("made: " + Files.exists(lock));
    try (Writer out = new FileWriter(lock.toFile())) {
      out.write(SessionLock.mine());
    }
    System.out.println("made by java.io: " + Files.exists(lock));
    say("released", () -> Files.delete(lock));
    say("released again", () -> Files.delete(lock));
    OVER.complete(true);
  }

  private static void healthy() throws Exception {
    Path aside = lock.resolveSibling("aside");
    take();
    say("renewed", () -> Files.writeString(lock, SessionLock.mine()));
    say("moved", () -> Files.move(lock, aside));
    Files.delete(aside);
    take();
    System.out.println("renamed: " + lock.toFile().renameTo(aside.toFile()));
    Files.delete(aside);
    take();
    CompletableFuture.supplyAsync(
            () -> {
              say("asked", () -> new Peer().get("/ok"));
              return true;
            },
            MODELS)
        .whenComplete((done, thrown) -> say("released", () -> Files.delete(lock)))
        .get(SessionLock.PATIENCE_SECONDS, TimeUnit.SECONDS);
    System.out.println("left: " + Files.exists(lock));
  }

  private static void take() throws IOException {
    SessionLock.take(lock);
    TAKEN.complete(true);
  }

  private static void say(String name, SessionLock.Act act) {
    String result = SessionLock.result(act);
    if (!name.equals("turn") || !result.equals("done")) {
      System.out.println(name + ": " + result);
    }
  }
}
