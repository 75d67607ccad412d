package dev.unjam.bridge;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The registry of thread records: one for each thread that ever held something.
 *
 * <p>A record is found by its thread through a ThreadLocal and by the watchdog through a linked
 * list. The list grows by compare-and-set at its head; the watchdog alone unlinks.
 */
public final class Threads {
  private static final ThreadLocal<@Nullable ThreadRecord> MINE = new ThreadLocal<>();
  private static final AtomicReference<@Nullable ThreadRecord> HEAD = new AtomicReference<>();

  private Threads() {}

  /** The calling thread's record, made at the first call. */
  static ThreadRecord mine() {
    ThreadRecord r = MINE.get();
    return r != null ? r : register();
  }

  /** The calling thread's record if it has one and is not the agent's, else null. */
  static @Nullable ThreadRecord mineIfAny() {
    ThreadRecord r = MINE.get();
    return r == null || r.exempt ? null : r;
  }

  private static ThreadRecord register() {
    ThreadRecord r = new ThreadRecord(Thread.currentThread());
    MINE.set(r);
    ThreadRecord head;
    do {
      head = HEAD.get();
      r.next = head;
    } while (!HEAD.compareAndSet(head, r));
    return r;
  }

  /** Takes the calling thread, one of the agent's own, out of all recording. */
  public static void exemptCurrent() {
    mine().exempt = true;
  }

  /** Shows every record of a thread that is not the agent's; any thread. */
  public static void forEach(Consumer<ThreadRecord> visitor) {
    for (ThreadRecord r = HEAD.get(); r != null; r = r.next) {
      if (!r.exempt) {
        visitor.accept(r);
      }
    }
  }

  /** The record with this id, or null; any thread. */
  public static @Nullable ThreadRecord byId(long id) {
    for (ThreadRecord r = HEAD.get(); r != null; r = r.next) {
      if (r.id == id) {
        return r;
      }
    }
    return null;
  }

  /** Forgets the records of dead threads that left nothing behind; the watchdog's thread only. */
  public static void prune() {
    ThreadRecord previous = null;
    for (ThreadRecord r = HEAD.get(); r != null; r = r.next) {
      if (r.thread.isAlive() || leftSomething(r)) {
        previous = r;
      } else if (previous != null) {
        previous.next = r.next;
      } else if (!HEAD.compareAndSet(r, r.next)) {
        // Somebody registered meanwhile: r is no longer the head and goes with the next round.
        previous = r;
      }
    }
  }

  private static boolean leftSomething(ThreadRecord r) {
    for (int i = 0; i < r.depth(); i++) {
      if (r.isHold(i)) {
        return true;
      }
    }
    return false;
  }
}
