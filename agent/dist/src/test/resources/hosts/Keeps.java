import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** Takes a lock file as a gateway does and keeps it until its input ends. */
public class Keeps {
  public static void main(String[] args) throws Exception {
    if (args.length > 1) {
      Watchdog.await();
    }
    String payload = "{\"pid\":" + ProcessHandle.current().pid() + ",\"createdAt\":\"" + Instant.now() + "\"}";
    Files.writeString(Path.of(args[0]), payload, StandardOpenOption.CREATE_NEW);
    System.out.println("READY");
    System.exit(System.in.read() < 0 ? 0 : 1);
  }
}
