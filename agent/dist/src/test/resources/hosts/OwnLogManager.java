import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Is its own LogManager, named on the command line. */
public class OwnLogManager extends LogManager {
  public static void main(String[] args) throws Exception {
    awaitAgent(args);
    Logger.getLogger("host");
    System.out.println(LogManager.getLogManager().getClass().getName());
  }

  private static void awaitAgent(String[] args) throws InterruptedException {
    boolean started = args.length == 0;
    for (int i = 0; i < 1000 && !started; i++) {
      Thread.sleep(20);
      started =
          Thread.getAllStackTraces().keySet().stream()
              .anyMatch(thread -> thread.getName().equals(args[0]));
    }
    if (!started) {
      System.exit(99);
    }
  }
}
