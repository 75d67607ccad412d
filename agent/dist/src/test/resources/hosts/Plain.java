import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/** Uses what is woven, ends at once, and has an exit status and outputs of its own. */
public class Plain {
  public static void main(String[] args) throws Exception {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    try {
      Path file = Files.createTempFile("host", ".jsonl.lock");
      Files.delete(file);
      System.out.println("h\u00f6st");
      System.err.print("no line feed");
    } finally {
      lock.unlock();
    }
    System.exit(7);
  }
}
