import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadFactory;

/** Locks on files, and parts of them. */
class KindsOfFileLock {
  static void takeAll(ThreadFactory t, Path folder) {
    Ways.on(t, "held-file_lock-lock", () -> keep(open(folder, "a").lock()));
    Ways.on(t, "held-file_lock-try", () -> keep(open(folder, "b").tryLock(0, 10, true)));
    Ways.on(t, "held-file_lock-async", () -> keep(AsynchronousFileChannel.open(folder.resolve("c"), StandardOpenOption.CREATE, StandardOpenOption.WRITE).tryLock()));
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

  private static final java.util.Queue<Object> KEPT = new java.util.concurrent.ConcurrentLinkedQueue<>();

  private static void keep(Object lock) {
    Ways.check(lock != null);
    KEPT.add(lock);
  }

  private static FileChannel open(Path folder, String name) throws Exception {
    return FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }
}
