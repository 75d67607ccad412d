package dev.unjam.bridge;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What former holders tried to do with what was taken from them, until the watchdog reports it. */
public final class Zombies {
  private static final int MOST = 256;
  private static final ConcurrentLinkedQueue<Attempt> QUEUE = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger SIZE = new AtomicInteger();

  private Zombies() {}

  /**
   * One absorbed act.
   *
   * @param recordId the former holder's record
   * @param thread its thread's name
   * @param act what it tried: {@code unlock}, {@code delete}, {@code acquire}, {@code move}, {@code
   *     write}
   * @param what the lock's class or the file's path
   * @param incident the id of the incident in which it was taken, or null where that is not known
   */
  public record Attempt(
      long recordId, String thread, String act, String what, @Nullable String incident) {}

  static void absorbed(ThreadRecord r, String act, String what) {
    absorbed(r, act, what, null);
  }

  static void absorbed(ThreadRecord r, String act, String what, @Nullable String incident) {
    if (SIZE.incrementAndGet() > MOST) {
      SIZE.decrementAndGet();
      return;
    }
    QUEUE.add(new Attempt(r.id, r.thread.getName(), act, what, incident));
  }

  /** The next attempt to report, or null; the watchdog's thread only. */
  public static @Nullable Attempt poll() {
    Attempt a = QUEUE.poll();
    if (a != null) {
      SIZE.decrementAndGet();
    }
    return a;
  }
}
