/** Ends as soon as the agent's start is over. */
public class AfterStart {
  public static void main(String[] args) throws InterruptedException {
    Watchdog.await();
  }
}
