import java.io.FileWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
  private static final int PATIENCE_SECONDS = 30;
  private static final CompletableFuture<Boolean> BACK = new CompletableFuture<>();
  private static final CompletableFuture<Boolean> TAKEN = new CompletableFuture<>();
  private static final CompletableFuture<Boolean> OVER = new CompletableFuture<>();
  private static final ExecutorService MODELS = Executors.newFixedThreadPool(2, LateReleases::daemon);
  private static Path lock;

  interface Way {
    void go() throws Exception;
  }

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

  private static void late(Way turn, boolean another) throws Exception {
    Executors.newFixedThreadPool(1, LateReleases::daemon).execute(() -> say("turn", turn));
    TAKEN.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    awaitRelease();
    Process other = another ? other() : null;
    BACK.complete(true);
    OVER.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (other != null) {
      System.out.println("kept: " + (Files.exists(lock) && Files.readString(lock).contains(":" + other.pid() + "}")));
      other.destroyForcibly().waitFor();
    } else {
      System.out.println("left: " + Files.exists(lock));
    }
  }

  private static Process other() throws IOException {
    Process other = new ProcessBuilder("sh", "-c", "echo \"{\\\"pid\\\":$$}\" > " + lock + " && echo took && exec sleep 120").start();
    other.getInputStream().read();
    return other;
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
    say("renewed", () -> Files.writeString(lock, mine()));
    System.out.println("made: " + Files.exists(lock));
    try (Writer out = new FileWriter(lock.toFile())) {
      out.write(mine());
    }
    System.out.println("made by java.io: " + Files.exists(lock));
    say("released", () -> Files.delete(lock));
    say("released again", () -> Files.delete(lock));
    OVER.complete(true);
  }

  private static void healthy() throws Exception {
    Path aside = lock.resolveSibling("aside");
    take();
    say("renewed", () -> Files.writeString(lock, mine()));
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
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    System.out.println("left: " + Files.exists(lock));
  }

  /** Somebody waits for it, and gives it back as soon as it has it. */
  private static void awaitRelease() throws Exception {
    for (int i = 0; result(() -> Files.createFile(lock)).equals("exists"); i++) {
      if (i > PATIENCE_SECONDS * 50) {
        throw new IOException("not released");
      }
      Thread.sleep(20);
    }
    Files.delete(lock);
  }

  private static String mine() {
    return "{\"pid\":" + ProcessHandle.current().pid() + "}";
  }

  private static void take() throws IOException {
    Files.writeString(lock, mine(), StandardOpenOption.CREATE_NEW);
    TAKEN.complete(true);
  }

  private static void say(String name, Way way) {
    String result = result(way);
    if (!name.equals("turn") || !result.equals("done")) {
      System.out.println(name + ": " + result);
    }
  }

  private static String result(Way way) {
    try {
      way.go();
      return "done";
    } catch (FileAlreadyExistsException e) {
      return "exists";
    } catch (Exception e) {
      return String.valueOf(e.getMessage()).startsWith("Model API quota exceeded") ? "refused" : "failed: " + e;
    }
  }

  private static Thread daemon(Runnable r) {
    Thread t = new Thread(r, "worker");
    t.setDaemon(true);
    return t;
  }
}
