package dev.unjam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Threads that all want one lock at once keep each other out, and nothing of it stays behind. */
class FreeForAllIT {
  private static final int THREADS = 4;
  private static final int ROUNDS = 400;
  private static final int KINDS = 8;

  private int counted;

  @Property
  void whoeverIsInsideIsAlone(
      @ForAll @IntRange(max = KINDS - 1) int kind, @ForAll boolean fair, @ForAll boolean virtual) {
    counted = 0;
    Lock lock = lock(kind, fair);
    Crew crew = new Crew(THREADS, virtual && VirtualThreads.exist());
    List<Outcome> ended = crew.all(rounds(lock));

    int entered = 0;
    for (Outcome outcome : ended) {
      entered += entries(outcome);
    }
    assertEquals(entered, counted);
    crew.endAndLeaveNothing(List.of(lock));
  }

  private static int entries(Outcome outcome) {
    if (outcome instanceof Outcome.Returned returned && returned.value() instanceof Integer n) {
      return n;
    }
    throw new AssertionError(outcome);
  }

  private Callable<Integer> rounds(Lock lock) {
    return () -> {
      RandomGenerator random = ThreadLocalRandom.current();
      int entered = 0;
      for (int i = 0; i < ROUNDS; i++) {
        if (enter(lock, random.nextInt(4))) {
          entered++;
          counted++;
          lock.unlock();
        }
      }
      return entered;
    };
  }

  private static boolean enter(Lock lock, int how) throws InterruptedException {
    return switch (how) {
      case 0 -> lock.tryLock();
      case 1 -> lock.tryLock(1, TimeUnit.MINUTES);
      case 2 -> {
        lock.lockInterruptibly();
        yield true;
      }
      default -> {
        lock.lock();
        yield true;
      }
    };
  }

  private static Lock lock(int kind, boolean fair) {
    return switch (kind) {
      case 0 -> new ReentrantLock(fair);
      case 1 -> new ReentrantReadWriteLock(fair).writeLock();
      case 2 -> new StampedLock().asWriteLock();
      case 3 -> new SemaphoreLock(new Semaphore(1, fair));
      case 4 -> new OwnLock(fair);
      case 5 -> new OwnMutex(fair);
      case 6 -> new OwnLongLock(fair);
      default -> new OwnLongMutex(fair);
    };
  }
}
