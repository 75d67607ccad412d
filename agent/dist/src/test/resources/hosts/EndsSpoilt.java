import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Spoils the agent's jar and ends, with a handler for what nobody catches that wants to end the JVM
 * itself. Arguments: the jar, {@code keep}, {@code delete}, {@code overwrite} or {@code truncate};
 * {@code early} or {@code late}; {@code return} or {@code exit}.
 */
public class EndsSpoilt {
  public static void main(String[] args) throws Exception {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, error) -> {
          System.out.println("uncaught in " + thread.getName() + ": " + error);
          System.exit(9);
        });
    if (args[2].equals("late")) {
      Watchdog.await();
    }
    Path jar = Path.of(args[0]);
    switch (args[1]) {
      case "delete" -> Files.delete(jar);
      case "overwrite" -> Files.write(jar, new byte[(int) Files.size(jar)]);
      case "truncate" -> Files.write(jar, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
      default -> System.out.println("kept");
    }
    System.out.println("ends");
    if (args[3].equals("exit")) {
      System.exit(7);
    }
  }
}
