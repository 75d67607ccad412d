/** Ends as soon as the agent's start is over. */
public class AfterStart {
  public static void main(String[] args) throws InterruptedException {
    while (Thread.getAllStackTraces().keySet().stream()
        .noneMatch(t -> t.getName().equals("unjam-watchdog"))) {
      Thread.sleep(10);
    }
  }
}
