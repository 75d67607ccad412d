import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.StampedLock;

/** A host that has a class of a client library's loaded which cannot be linked. */
public class Unlinkable {
  public static void main(String[] args) throws Exception {
    Class<?> loaded = Class.forName("okhttp3.RealCall", false, Unlinkable.class.getClassLoader());
    new Semaphore(1).acquire();
    new StampedLock().writeLock();
    System.out.println(loaded.getName());
    System.exit(System.in.read() < 0 ? 0 : 1);
  }
}
