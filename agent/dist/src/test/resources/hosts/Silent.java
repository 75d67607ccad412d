/** Says nothing, and ends when the agent has started. */
public class Silent {
  public static void main(String[] args) throws Exception {
    awaitAgent(args);
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
