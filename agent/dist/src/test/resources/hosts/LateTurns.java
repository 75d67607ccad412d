import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A worker that is a loop takes a session's lock file for a turn, is refused, and loses the lock, in a
 * pool or on a thread of its own, as the end of the scenario's name says. What comes after that is by
 * its beginning: {@code forgets} never gives it back, and serves the next messages; {@code stale}
 * finds a dead process's lock then; {@code living} comes back late to one of a process that lives, and
 * replaces it, by all ways, and deletes it twice.
 *
 * <p>{@code alias} loses nothing: it gives the lock back by another path, and is refused and sleeps
 * without any. {@code flag} is interrupted, restores that, and gives back.
 */
public class LateTurns {
  private static final String LINE = "{\"type\":\"message\",\"id\":\"late\"}\n";
  private static final BlockingQueue<String> INBOX = new LinkedBlockingQueue<>();
  private static final BlockingQueue<String> OUTBOX = new LinkedBlockingQueue<>();
  private static final CompletableFuture<Boolean> TAKEN = new CompletableFuture<>();
  private static final CompletableFuture<Boolean> BACK = new CompletableFuture<>();
  private static Path transcript;
  private static Path lock;

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[1])).toRealPath();
    transcript = Files.writeString(folder.resolve("s.jsonl"), LINE);
    lock = folder.resolve("s.jsonl.lock");
    Watchdog.await();
    String kind = args[0].split("-")[0];
    Runnable loop = () -> loop(kind);
    if (args[0].endsWith("-pool")) {
      Executors.newSingleThreadExecutor(SessionLock::daemon).execute(loop);
    } else {
      SessionLock.daemon(loop).start();
    }
    switch (kind) {
      case "forgets" -> forgets();
      case "stale" -> stale();
      case "living" -> living();
      case "alias" -> alias(folder);
      default -> flag();
    }
    System.out.println("end");
    System.exit(System.in.read() < 0 ? 0 : 1);
  }

  private static void forgets() throws Exception {
    INBOX.add("forget");
    OUTBOX.poll(SessionLock.PATIENCE_SECONDS, TimeUnit.SECONDS);
    awaitRelease();
    System.out.println("served: " + isServedSoon());
    System.out.println("left: " + Files.exists(lock));
  }

  private static void stale() throws Exception {
    INBOX.add("stuck");
    awaitRelease();
    new ProcessBuilder("sh", "-c", "echo \"{\\\"pid\\\":$$}\" > " + lock).start().waitFor();
    BACK.complete(true);
    System.out.println("back: " + OUTBOX.poll(SessionLock.PATIENCE_SECONDS, TimeUnit.SECONDS));
    System.out.println("left by the dead: " + Files.exists(lock));
    System.out.println("served: " + isServedSoon());
    System.out.println("left: " + Files.exists(lock));
  }

  private static void living() throws Exception {
    INBOX.add("return");
    awaitRelease();
    Process other = SessionLock.anothers(lock);
    // Longer than the former holder is refused an exclusive creation, which would fail by itself.
    Thread.sleep(3_000);
    BACK.complete(true);
    OUTBOX.poll(SessionLock.PATIENCE_SECONDS, TimeUnit.SECONDS);
    other.destroyForcibly().waitFor();
    INBOX.add("anew");
    OUTBOX.poll(SessionLock.PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static void alias(Path folder) throws Exception {
    Path link = Files.createSymbolicLink(folder.resolveSibling("link"), folder);
    lock = link.resolve(lock.getFileName());
    INBOX.add("alias");
    System.out.println("slept: " + OUTBOX.poll(SessionLock.PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  private static void flag() throws Exception {
    INBOX.add("flag");
    System.out.println("turn: " + OUTBOX.poll(SessionLock.PATIENCE_SECONDS, TimeUnit.SECONDS));
    System.out.println("served: " + isServedSoon());
  }

  private static void awaitRelease() throws Exception {
    TAKEN.get(SessionLock.PATIENCE_SECONDS, TimeUnit.SECONDS);
    SessionLock.awaitRelease(lock);
  }

  private static boolean isServedSoon() throws Exception {
    Until.so(
        "the next message's turn",
        () -> {
          INBOX.add("serve");
          return "served".equals(OUTBOX.poll(SessionLock.PATIENCE_SECONDS, TimeUnit.SECONDS));
        },
        250);
    return true;
  }

  private static void loop(String kind) {
    while (true) {
      try {
        String message = INBOX.take();
        String said = served(SessionLock.result(() -> turn(message)));
        // Before anything else that may clear it.
        OUTBOX.add(said + (Thread.currentThread().isInterrupted() ? ", interrupted" : ""));
      } catch (InterruptedException e) {
        if (kind.equals("flag")) {
          OUTBOX.add("the loop has ended");
          return;
        }
      }
    }
  }

  private static void turn(String message) throws Exception {
    switch (message) {
      case "forget" -> {
        take();
        new Peer().get("/429");
        throw new IOException("refused by the provider");
      }
      case "stuck" -> {
        take();
        new Peer().get("/429");
        BACK.join();
        Files.deleteIfExists(lock);
      }
      case "return" -> {
        take();
        new Peer().get("/429");
        BACK.join();
        comesBack();
      }
      case "anew" -> anew();
      case "alias" -> givesBackByAnotherPath();
      case "flag" -> sleepsOnIt();
      default -> serve();
    }
  }

  private static void serve() throws Exception {
    try {
      take();
    } catch (FileAlreadyExistsException e) {
      long pid = Long.parseLong(Files.readString(lock).replaceAll("(?s).*\"pid\":(\\d+).*", "$1"));
      if (ProcessHandle.of(pid).isEmpty()) {
        Files.delete(lock);
      }
      throw e;
    }
    Files.writeString(transcript, LINE, StandardOpenOption.APPEND);
    Files.delete(lock);
  }

  private static void comesBack() throws Exception {
    byte[] others = Files.readAllBytes(lock);
    Path made = lock.resolveSibling("made");
    say("moved", () -> Files.move(mine(made), lock, StandardCopyOption.ATOMIC_MOVE));
    say("replaced", () -> Files.move(mine(made), lock, StandardCopyOption.REPLACE_EXISTING));
    say("copied", () -> Files.copy(mine(made), lock, StandardCopyOption.REPLACE_EXISTING));
    System.out.println("renamed: " + mine(made).toFile().renameTo(lock.toFile()));
    say("created", () -> Files.createFile(lock));
    say("written", () -> Files.writeString(transcript, LINE, StandardOpenOption.APPEND));
    say("released", () -> Files.delete(lock));
    say("closed", () -> Files.delete(lock));
    System.out.println("kept: " + java.util.Arrays.equals(others, Files.exists(lock) ? Files.readAllBytes(lock) : new byte[0]));
  }

  private static void anew() throws Exception {
    say("dead", () -> Files.delete(lock));
    System.out.println("left by the dead: " + Files.exists(lock));
    say("moved over nothing", () -> Files.move(mine(lock.resolveSibling("made")), lock, StandardCopyOption.ATOMIC_MOVE));
    say("written anew", () -> Files.writeString(transcript, LINE, StandardOpenOption.APPEND));
    say("released anew", () -> Files.delete(lock));
    System.out.println("left: " + Files.exists(lock));
  }

  private static void givesBackByAnotherPath() throws Exception {
    take();
    Files.delete(lock.toRealPath());
    new Peer().get("/429");
    Thread.sleep(8_000);
  }

  private static void sleepsOnIt() throws Exception {
    take();
    try {
      new Peer().get("/429");
      Thread.sleep(3_600_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Files.delete(lock);
    }
  }

  private static Path mine(Path file) throws IOException {
    return Files.writeString(file, SessionLock.mine());
  }

  private static void take() throws IOException {
    SessionLock.take(lock);
    TAKEN.complete(true);
  }

  private static void say(String name, SessionLock.Act act) {
    System.out.println(name + ": " + SessionLock.result(act));
  }

  private static String served(String result) {
    return result.equals("done") ? "served" : result;
  }
}
