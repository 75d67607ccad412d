import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Threads that wait for each other in one way or another. Says {@code ready}; at a line it lets the
 * waiters out, where that is possible, and says {@code fine}; then runs until its input ends.
 */
public class Waiters {
  private static final ReentrantLock ROOT = new ReentrantLock();
  private static final ReentrantLock MIDDLE = new ReentrantLock();
  private static final ReentrantLock LEAF = new ReentrantLock();
  private static final ReentrantLock FAIR = new ReentrantLock(true);
  private static final Object SESSION = new Object();

  public static void main(String[] args) throws Exception {
    Peer peer = new Peer();
    Watchdog.await();
    List<Thread> end = new ArrayList<>();
    switch (args[0]) {
      case "chain" -> chain(peer);
      case "deadlock" -> end.addAll(deadlock());
      case "normal" -> normal();
      case "monitor" -> monitor(peer);
      case "monitors" -> monitors();
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.out.println("ready");
    System.in.read();
    for (Thread t : end) {
      t.interrupt();
      t.join();
    }
    System.out.println("fine");
    System.exit(System.in.read() < 0 ? 0 : 1);
  }

  /** The root is stuck in a call; one waits for it and holds what another two wait for. */
  private static void chain(Peer peer) throws Exception {
    holding("root", ROOT, () -> peer.get("/silent"));
    holding("middle", MIDDLE, () -> hold(ROOT, () -> {}));
    Thread leaf = holding("leaf", LEAF, () -> hold(MIDDLE, () -> {}));
    Thread last = started("last", () -> hold(LEAF, () -> {}));
    awaitState(leaf, Thread.State.WAITING);
    awaitState(last, Thread.State.WAITING);
  }

  private static List<Thread> deadlock() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    Thread a = started("first", () -> hold(ROOT, () -> want(both, MIDDLE)));
    Thread b = started("second", () -> hold(MIDDLE, () -> want(both, ROOT)));
    awaitState(a, Thread.State.WAITING);
    awaitState(b, Thread.State.WAITING);
    return List.of(a);
  }

  private static void want(CountDownLatch both, Lock lock) throws InterruptedException {
    both.countDown();
    both.await();
    lock.lockInterruptibly();
    lock.unlock();
  }

  /** Three take turns with one lock for longer than any limit: two always wait, none for long. */
  private static void normal() throws Exception {
    List<Thread> all = new ArrayList<>();
    for (String name : List.of("turn-1", "turn-2", "turn-3")) {
      all.add(started(name, () -> {
        for (int i = 0; i < 10; i++) {
          hold(FAIR, () -> Thread.sleep(200));
        }
      }));
    }
    for (Thread t : all) {
      t.join();
    }
  }

  /** A call is stuck inside of a monitor, and another thread is blocked at it. */
  private static void monitor(Peer peer) throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    holding("root", ROOT, () -> {
      synchronized (SESSION) {
        inside.countDown();
        peer.get("/silent");
      }
    });
    inside.await();
    Thread blocked = started("blocked", () -> {
      synchronized (SESSION) {
        SESSION.hashCode();
      }
    });
    awaitState(blocked, Thread.State.BLOCKED);
  }

  /** A circle of a lock and a monitor. */
  private static void monitors() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    Thread a = started("first", () -> hold(ROOT, () -> {
      both.countDown();
      both.await();
      synchronized (SESSION) {
        SESSION.hashCode();
      }
    }));
    Thread b = started("second", () -> {
      synchronized (SESSION) {
        want(both, ROOT);
      }
    });
    awaitState(a, Thread.State.BLOCKED);
    awaitState(b, Thread.State.WAITING);
  }

  interface Act {
    void run() throws Exception;
  }

  /** Starts a thread, and comes back once it holds the lock. */
  private static Thread holding(String name, ReentrantLock lock, Act act) throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    Thread t = started(name, () -> hold(lock, () -> {
      held.countDown();
      act.run();
    }));
    held.await();
    return t;
  }

  private static void hold(Lock lock, Act act) throws Exception {
    lock.lock();
    try {
      act.run();
    } finally {
      lock.unlock();
    }
  }

  private static Thread started(String name, Act act) {
    Thread t = new Thread(() -> run(act), name);
    t.setDaemon(true);
    t.start();
    return t;
  }

  private static void run(Act act) {
    try {
      act.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      System.out.println("ended: " + e.getMessage());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitState(Thread t, Thread.State state) throws Exception {
    Until.so(t + " " + state, () -> t.getState() == state, 10);
  }
}
