import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Locks on files, and parts of them. */
class KindsOfFileLock {
  static void takeAll(ThreadFactory t, Path folder) {
    Ways.on(t, "held-file_lock-lock", () -> keep(open(folder, "a").lock()));
    Ways.on(t, "held-file_lock-try", () -> keep(open(folder, "b").tryLock(0, 10, true)));
    Ways.on(t, "held-file_lock-async", () -> keep(AsynchronousFileChannel.open(folder.resolve("c"), StandardOpenOption.CREATE, StandardOpenOption.WRITE).tryLock()));
    Ways.on(t, "held-file_lock-future", () -> keep(async(folder, "g").lock().get()));
    Ways.on(t, "held-file_lock-timed_future", () -> keep(async(folder, "h").lock(0, 10, false).get(1, TimeUnit.MINUTES)));
    Ways.on(t, "held-file_lock-taken_twice", () -> {
      Future<FileLock> future = async(folder, "i").lock();
      keep(future.get());
      keep(future.get());
    });
    // on a thread of the test's own in place of the channel's group
    Ways.on(t, "held-file_lock-handler", () -> handled(folder, "j", KindsOfFileLock::keep));
    Ways.on(t, "free-file_lock-handler_released", () -> handled(folder, "k", FileLock::release));
    Ways.on(t, "free-file_lock-future_released", () -> async(folder, "l").lock().get().release());
    Ways.on(t, "free-file_lock-future_closed", () -> {
      AsynchronousFileChannel channel = async(folder, "m");
      channel.lock().get();
      channel.close();
    });
    Ways.on(t, "free-file_lock-future_not_granted", () -> notGranted(folder));
    CompletableFuture<Future<FileLock>> shared = new CompletableFuture<>();
    Ways.on(t, "held-file_lock-future_of_two", () -> {
      Future<FileLock> future = async(folder, "o").lock();
      keep(future.get());
      shared.complete(future);
    });
    Ways.on(t, "free-file_lock-future_of_another", () -> keep(shared.get().get()));
    Ways.on(t, "free-file_lock-released", () -> open(folder, "d").lock().release());
    Ways.on(t, "free-file_lock-closed", () -> {
      FileChannel channel = open(folder, "e");
      channel.lock();
      channel.close();
    });
    Ways.on(t, "free-file_lock-given_back_by_another", () -> {
      FileLock lock = open(folder, "f").lock();
      Thread other =
          new Thread(
              () -> {
                try {
                  lock.release();
                } catch (java.io.IOException e) {
                  Ways.failed(e);
                }
              });
      other.start();
      other.join();
    });
  }

  private interface Use {
    void use(FileLock lock) throws Exception;
  }

  /** The handler is called on this very thread: it is the channel's group. */
  private static void handled(Path folder, String name, Use use) throws Exception {
    BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    AtomicReference<FileLock> granted = new AtomicReference<>();
    AsynchronousFileChannel channel = AsynchronousFileChannel.open(folder.resolve(name), WRITABLE, new Queued(tasks));
    channel.lock(
        null,
        new CompletionHandler<FileLock, Object>() {
          @Override
          public void completed(FileLock lock, Object nothing) {
            granted.set(lock);
          }

          @Override
          public void failed(Throwable e, Object nothing) {
            Ways.failed(e);
          }
        });
    tasks.take().run();
    use.use(granted.get());
  }

  /** Asked for, and given to nobody: its channel's thread has not come to it. */
  private static void notGranted(Path folder) throws Exception {
    AsynchronousFileChannel channel = AsynchronousFileChannel.open(folder.resolve("n"), WRITABLE, new Queued(new LinkedBlockingQueue<>()));
    Future<FileLock> future = channel.lock();
    try {
      future.get(50, TimeUnit.MILLISECONDS);
      Ways.failed("granted");
    } catch (TimeoutException e) {
      KEPT.add(channel);
    }
  }

  private static final Set<OpenOption> WRITABLE = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

  private static AsynchronousFileChannel async(Path folder, String name) throws Exception {
    return AsynchronousFileChannel.open(folder.resolve(name), WRITABLE, null);
  }

  /** Runs nothing itself. */
  private static final class Queued extends AbstractExecutorService {
    private final BlockingQueue<Runnable> tasks;

    Queued(BlockingQueue<Runnable> tasks) {
      this.tasks = tasks;
    }

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long time, TimeUnit unit) {
      return false;
    }
  }

  private static final java.util.Queue<Object> KEPT = new java.util.concurrent.ConcurrentLinkedQueue<>();

  private static void keep(Object lock) {
    Ways.check(lock != null);
    KEPT.add(lock);
  }

  private static FileChannel open(Path folder, String name) throws Exception {
    return FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }
}
