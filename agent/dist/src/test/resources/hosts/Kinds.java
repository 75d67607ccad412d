import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;

/**
 * Takes a lock of every kind in every way, each on a thread of its own: those whose name begins
 * with {@code held} go on holding, those with {@code free} have given back. Then waits for the end
 * of its input.
 */
public class Kinds {
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    ThreadFactory threads = args.length > 1 ? virtual() : Thread::new;
    Watchdog.await();
    KindsOfReadLock.takeAll(threads);
    KindsOfPermit.takeAll(threads);
    KindsOfStamp.takeAll(threads);
    KindsOfMutex.takeAll(threads);
    KindsOfFileLock.takeAll(threads, folder);
    Leaks.leave();
    String failed = Ways.awaitAll();
    System.out.println(failed.isEmpty() ? "READY" : failed);
    System.exit(System.in.read() < 0 ? 0 : 1);
  }

  private static ThreadFactory virtual() throws Exception {
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    return (ThreadFactory) Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
  }
}
