import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.concurrent.Semaphore;

/** A host with another agent, which hears of each class that is woven back. */
public class Detached {
  private static final Path LOG = Path.of("unjam-" + ProcessHandle.current().pid() + ".jsonl");
  private static volatile boolean asked;
  private static volatile String first = "nothing was woven back";

  public static void premain(String arguments, Instrumentation instrumentation) {
    instrumentation.addTransformer(
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader loader, String name, Class<?> c, ProtectionDomain d, byte[] bytes) {
            if (c == Semaphore.class && asked) {
              first = seen();
              asked = false;
            }
            return null;
          }
        },
        true);
  }

  private static String seen() {
    try {
      return Files.readString(LOG).contains("\"agent.stopped\"")
          ? "the engine had stopped"
          : "the engine was at work";
    } catch (IOException e) {
      return e.toString();
    }
  }

  public static void main(String[] args) throws Exception {
    new Semaphore(1).acquire();
    System.out.println("ready");
    System.in.read();
    asked = true;
    System.out.println("asked");
    System.in.read();
    System.out.println(first);
    System.exit(System.in.read() < 0 ? 0 : 1);
  }
}
