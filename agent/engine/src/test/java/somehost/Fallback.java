package somehost;

import java.util.concurrent.CountDownLatch;

/** A host's callback that asks another provider right where it is called. */
public final class Fallback {
  private final CountDownLatch answered = new CountDownLatch(1);

  /** Blocks until there is an answer. */
  public String ask() {
    try {
      answered.await();
      return "answer";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  /** The other provider has answered. */
  public void answer() {
    answered.countDown();
  }
}
