package dev.unjam.benchmarks;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.Faults;
import dev.unjam.bridge.Threads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Whether hooks in this very process see a lock that is really taken. */
final class Presence {
  /** The property that names the agent's JSON log, which says when everything is woven. */
  static final String LOG = "bench.log";

  private static final long DEADLINE_NANOS = 20_000_000_000L;
  private static final long POLL_NANOS = 5_000_000;

  private Presence() {}

  static void expect(boolean wanted, String what, boolean found) {
    if (wanted != found) {
      throw new IllegalStateException(what + (found ? " is active here" : " sees nothing"));
    }
  }

  /** Whether the agent has started and its record of this thread shows a lock that is held. */
  static boolean agent() {
    if (!isBootClass("dev.unjam.bridge.Threads")) {
      return false;
    }
    awaitStarted();
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    try {
      return isSeen();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the agent's record of this thread shows a call with an answer. */
  static boolean call() {
    return isCallSeen(c -> c.status() == 200);
  }

  /** Whether the agent's record of this thread shows a call to a child. */
  static boolean child() {
    return isCallSeen(CallRecord::isToChild);
  }

  private static boolean isCallSeen(Predicate<CallRecord> wanted) {
    if (!isBootClass("dev.unjam.bridge.Threads")) {
      return false;
    }
    Thread me = Thread.currentThread();
    AtomicBoolean seen = new AtomicBoolean();
    Threads.forEach(
        r -> {
          CallRecord call = r.call();
          if (r.thread == me && call != null && wanted.test(call)) {
            seen.set(true);
          }
        });
    return seen.get();
  }

  private static boolean isSeen() {
    Thread me = Thread.currentThread();
    AtomicBoolean seen = new AtomicBoolean();
    Threads.forEach(
        r -> {
          if (r.thread == me && r.depth() > 0) {
            seen.set(true);
          }
        });
    return seen.get();
  }

  /** Hooks that are woven in the middle of a measurement would spoil it. */
  private static void awaitStarted() {
    String log = System.getProperty(LOG);
    if (log == null) {
      return;
    }
    long start = System.nanoTime();
    while (!saysStarted(Path.of(log))) {
      if (System.nanoTime() - start > DEADLINE_NANOS) {
        throw new IllegalStateException("the agent did not say that it started");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private static boolean saysStarted(Path log) {
    try {
      return Files.exists(log) && Files.readString(log).contains("\"agent.started\"");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether Byteman's rule counts a lock that is taken. */
  static boolean byteman() {
    if (!isBootClass("dev.unjam.benchmarks.peer.Holds")) {
      return false;
    }
    long before = fired();
    new ReentrantLock().lock();
    return fired() > before;
  }

  private static long fired() {
    try {
      Class<?> holds = Class.forName("dev.unjam.benchmarks.peer.Holds", true, null);
      return (long) holds.getMethod("firedHere").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static void expectNoFault() {
    if (Faults.suppressed != 0) {
      throw new IllegalStateException("the agent swallowed an error: " + Faults.last());
    }
  }

  private static boolean isBootClass(String name) {
    try {
      return Class.forName(name, false, null) != null;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
