import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hundreds of turns that meet the same refusal at once, each under a lock file of its own in one
 * folder, and never come back; a heartbeat renews all of them. Beside them one session whose
 * provider answers.
 */
public class Outage {
  private static final int TURNS = 400;
  private static final int STACK_BYTES = 256 * 1024;
  private static final long BEAT_MILLIS = 200;
  private static final long PAUSE_MILLIS = 50;

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[1]));
    Peer peer = new Peer();
    Watchdog.await();
    List<Path> locks = new ArrayList<>();
    for (int i = 0; i < TURNS; i++) {
      locks.add(folder.resolve("s" + i + ".jsonl.lock"));
    }
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger healthy = new AtomicInteger();
    Thread other = Peer.daemon("healthy", () -> goesWell(folder, peer, healthy, over));
    CountDownLatch refused = new CountDownLatch(TURNS);
    for (Path lock : locks) {
      turn(lock, peer, refused);
    }
    refused.await();
    Peer.daemon("heartbeat", () -> beats(locks));
    System.out.println("all are refused");
    System.in.read();
    over.set(true);
    other.join();
    System.out.println(healthy.get() > 0 ? "the other session went on" : "the other one did not");
    System.exit(System.in.read() < 0 ? 0 : 1);
  }

  private static void turn(Path lock, Peer peer, CountDownLatch refused) {
    Runnable turn =
        () -> {
          try {
            SessionLock.take(lock);
            peer.get("/429");
          } catch (IOException e) {
            e.printStackTrace();
            System.exit(97);
          }
          refused.countDown();
          hangs();
        };
    Thread thread = new Thread(null, turn, "turn", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
  }

  private static void hangs() {
    while (true) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        continue;
      }
    }
  }

  private static void beats(List<Path> locks) throws Exception {
    while (true) {
      Thread.sleep(BEAT_MILLIS);
      for (Path lock : locks) {
        renew(lock);
      }
    }
  }

  private static void renew(Path lock) throws IOException {
    try {
      if (Files.exists(lock)) {
        Files.writeString(
            lock,
            SessionLock.mine(),
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
      }
    } catch (NoSuchFileException e) {
      return; // it was removed in between
    }
  }

  private static void goesWell(Path folder, Peer peer, AtomicInteger turns, AtomicBoolean over)
      throws Exception {
    Path lock = folder.resolve("healthy.jsonl.lock");
    while (!over.get()) {
      SessionLock.take(lock);
      if (peer.get("/ok") != 200) {
        throw new IOException("another answer");
      }
      Files.delete(lock);
      turns.incrementAndGet();
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
