import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.StampedLock;

/** A host with another agent, which makes of one class what no JVM takes, when it is woven again. */
public class Spoilt {
  private static final Semaphore PERMITS = new Semaphore(1);
  private static final StampedLock STAMPS = new StampedLock();

  public static void premain(String arguments, Instrumentation instrumentation) {
    instrumentation.addTransformer(
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader loader, String name, Class<?> c, ProtectionDomain d, byte[] bytes) {
            return c == Semaphore.class ? new byte[] {1, 2, 3, 4} : null;
          }
        },
        true);
  }

  public static void main(String[] args) throws Exception {
    PERMITS.acquire();
    STAMPS.unlockWrite(STAMPS.writeLock());
    PERMITS.release();
    System.out.println("ready");
    System.exit(System.in.read() < 0 ? 0 : 1);
  }
}
