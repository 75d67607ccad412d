package dev.unjam.stress;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread that queues for a lock and takes it for an instant, again and again. */
final class NextInLine implements Runnable {
  private volatile @Nullable Runnable turn;
  private final Thread thread;

  private NextInLine() {
    thread = new Thread(this, "next in line");
    thread.setDaemon(true);
  }

  static NextInLine start() {
    NextInLine next = new NextInLine();
    next.thread.start();
    return next;
  }

  /** Hands over what to do next; what was handed over before must be done. */
  void take(Runnable what) {
    turn = what;
    LockSupport.unpark(thread);
  }

  @Override
  public void run() {
    while (true) {
      Runnable now = turn;
      if (now == null) {
        LockSupport.park(this);
      } else {
        turn = null;
        now.run();
      }
    }
  }
}
