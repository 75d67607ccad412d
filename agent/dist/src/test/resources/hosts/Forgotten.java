import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/**
 * Holds a lock of some kind and never lets go: its thread dies, its task ends, or it lives on.
 *
 * <p>Says {@code next} as soon as the next waiter has it, or {@code stuck}, then what became of the
 * late release. Runs until its input ends.
 */
public class Forgotten {
  private static final long PATIENCE_SECONDS = 20;

  /** Takes the lock, and gives back what releases it. */
  interface Take {
    Give take() throws Exception;
  }

  interface Give {
    void giveBack() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    String[] scenario = args[0].split("-");
    Path folder = Files.createDirectories(Path.of(args[1]));
    Watchdog.await();
    Take take = kind(scenario[0], folder.resolve("locked"));
    Take next = scenario[0].equals("read") ? kind("writeof", folder) : take;
    System.out.println(
        switch (scenario[1]) {
          case "dead" -> dead(take, next, List.of("semaphore", "stamped").contains(scenario[0]));
          case "task" -> task(take, next);
          case "live" -> live(take, next);
          default -> throw new IllegalArgumentException(args[0]);
        });
    System.exit(System.in.read() < 0 ? 0 : 1);
  }

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final ReentrantReadWriteLock READ_WRITE = new ReentrantReadWriteLock();
  private static final Semaphore SEMAPHORE = new Semaphore(1);
  private static final StampedLock STAMPED = new StampedLock();

  private static Take kind(String name, Path file) throws IOException {
    return switch (name) {
      case "reentrant" -> () -> {
        LOCK.lock();
        return LOCK::unlock;
      };
      case "write", "writeof" -> () -> {
        READ_WRITE.writeLock().lock();
        return READ_WRITE.writeLock()::unlock;
      };
      case "read" -> () -> {
        READ_WRITE.readLock().lock();
        return READ_WRITE.readLock()::unlock;
      };
      case "semaphore" -> () -> {
        SEMAPHORE.acquire();
        return SEMAPHORE::release;
      };
      case "stamped" -> () -> {
        long stamp = STAMPED.writeLock();
        return () -> STAMPED.unlockWrite(stamp);
      };
      case "file" -> fileLock(
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)::lock);
      case "future" -> {
        AsynchronousFileChannel channel =
            AsynchronousFileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        yield fileLock(() -> channel.lock().get());
      }
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Asks again while another thread of this JVM has it. */
  private static Take fileLock(Callable<FileLock> once) {
    return () -> {
      FileLock[] lock = new FileLock[1];
      Until.so(
          "the file's lock",
          () -> {
            try {
              lock[0] = once.call();
              return true;
            } catch (OverlappingFileLockException e) {
              return false;
            }
          },
          50);
      return lock[0]::release;
    };
  }

  /**
   * Its thread died; where others may give back what it took, it was refused by its provider
   * before: death alone says nothing of a permit.
   */
  private static String dead(Take take, Take next, boolean refused) throws Exception {
    Peer peer = new Peer();
    Peer.daemon(
            "holder",
            () -> {
              take.take();
              if (refused) {
                peer.get("/429");
              }
            })
        .join();
    return next(next);
  }

  private static String next(Take take) throws Exception {
    CompletableFuture<Give> got = new CompletableFuture<>();
    Peer.daemon("next", () -> got.complete(take.take()));
    try {
      got.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return "next";
    } catch (TimeoutException e) {
      return "stuck";
    }
  }

  /** The task was refused by its provider, and forgot the lock on the way out. */
  private static String task(Take take, Take next) throws Exception {
    Peer peer = new Peer();
    ExecutorService pool = Executors.newFixedThreadPool(1, Forgotten::daemon);
    pool.submit(
            () -> {
              take.take();
              return peer.get("/429");
            })
        .get();
    return next(next);
  }

  private static Thread daemon(Runnable r) {
    Thread t = new Thread(r, "pooled");
    t.setDaemon(true);
    return t;
  }

  /** The holder was refused, and goes round in a circle where no interrupt ends it. */
  private static String live(Take take, Take next) throws Exception {
    Peer peer = new Peer();
    CompletableFuture<String> late = new CompletableFuture<>();
    CompletableFuture<Boolean> taken = new CompletableFuture<>();
    CompletableFuture<Boolean> release = new CompletableFuture<>();
    ExecutorService pool = Executors.newFixedThreadPool(1, Forgotten::daemon);
    pool.submit(
        () -> {
          late.complete(late(take, peer, taken, release));
          return null;
        });
    taken.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    String came = next(next);
    if (came.equals("next")) {
      release.complete(true);
      return came + ", " + late.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    return came;
  }

  private static String late(
      Take take, Peer peer, CompletableFuture<Boolean> taken, CompletableFuture<Boolean> until)
      throws Exception {
    Give give = take.take();
    taken.complete(true);
    String again = "not refused";
    try {
      try {
        peer.get("/429");
        until.join();
        take.take();
      } catch (IllegalStateException e) {
        again = "refused";
      } finally {
        give.giveBack();
      }
    } catch (IllegalMonitorStateException e) {
      return "the late release was not absorbed";
    }
    return again;
  }
}
