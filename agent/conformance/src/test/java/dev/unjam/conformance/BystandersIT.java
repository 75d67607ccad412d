package dev.unjam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is built on locks and synchronizers works, and leaves nothing on anybody's record. */
class BystandersIT {
  private static final int QUEUES = 7;

  @Property
  void whatIsPutIntoAQueueIsTakenOnce(
      @ForAll @IntRange(max = QUEUES - 1) int kind,
      @ForAll boolean fair,
      @ForAll @IntRange(min = 1, max = 3) int pairs,
      @ForAll @IntRange(max = 60) int items,
      @ForAll boolean virtual) {
    BlockingQueue<Integer> queue = queue(kind, fair);
    Crew crew = new Crew(pairs * 2, virtual && VirtualThreads.exist());
    List<Callable<?>> calls = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      calls.add(LockCalls.done(() -> putAll(queue, items)));
      calls.add(() -> takeAll(queue, items));
    }
    List<Outcome> ended = crew.each(calls);

    List<Outcome> expected = new ArrayList<>();
    int taken = 0;
    for (int i = 0; i < pairs; i++) {
      expected.add(Outcome.VOID);
      taken += ended.get(2 * i + 1) instanceof Outcome.Returned r ? (int) value(r) : -1;
      expected.add(ended.get(2 * i + 1));
    }
    assertEquals(expected, ended);
    assertEquals(pairs * items * (items - 1) / 2, taken);
    assertEquals(0, queue.size());
    crew.endAndLeaveNothing(List.of(queue));
  }

  private static Object value(Outcome.Returned returned) {
    Object value = returned.value();
    return value == null ? -1 : value;
  }

  private static void putAll(BlockingQueue<Integer> queue, int items) throws Exception {
    for (int i = 0; i < items; i++) {
      queue.put(i);
    }
  }

  private static int takeAll(BlockingQueue<Integer> queue, int items) throws Exception {
    int sum = 0;
    for (int i = 0; i < items; i++) {
      sum += queue.take();
    }
    return sum;
  }

  private static BlockingQueue<Integer> queue(int kind, boolean fair) {
    return switch (kind) {
      case 0 -> new ArrayBlockingQueue<>(2, fair);
      case 1 -> new LinkedBlockingQueue<>(2);
      case 2 -> new LinkedBlockingQueue<>();
      case 3 -> new LinkedBlockingDeque<>(2);
      case 4 -> new PriorityBlockingQueue<>();
      case 5 -> new LinkedTransferQueue<>();
      default -> new SynchronousQueue<>(fair);
    };
  }

  @Property
  void thoseWhoMeetGoOnTogether(
      @ForAll @IntRange(min = 1, max = 4) int parties,
      @ForAll @IntRange(min = 1, max = 8) int rounds,
      @ForAll boolean virtual) {
    CyclicBarrier barrier = new CyclicBarrier(parties);
    Phaser phaser = new Phaser(parties);
    CountDownLatch latch = new CountDownLatch(parties);
    AtomicInteger arrived = new AtomicInteger();
    Crew crew = new Crew(parties, virtual && VirtualThreads.exist());
    List<Outcome> ended =
        crew.all(
            () -> {
              boolean all = true;
              for (int i = 1; i <= rounds; i++) {
                arrived.incrementAndGet();
                barrier.await();
                all &= arrived.get() == i * parties;
                phaser.arriveAndAwaitAdvance();
              }
              latch.countDown();
              latch.await();
              return all;
            });

    ended.forEach(outcome -> assertEquals(Outcome.returned(true), outcome));
    assertEquals(rounds, phaser.getPhase());
    crew.endAndLeaveNothing(List.of(barrier, phaser, latch));
  }

  @Property
  void twoWhoExchangeHaveEachWhatTheOtherHad(
      @ForAll @IntRange(min = 1, max = 30) int rounds, @ForAll boolean virtual) {
    Exchanger<Integer> exchanger = new Exchanger<>();
    Crew crew = new Crew(2, virtual && VirtualThreads.exist());
    List<Outcome> ended =
        crew.each(List.of(exchanging(exchanger, 1, rounds), exchanging(exchanger, 2, rounds)));

    assertEquals(List.of(Outcome.returned(2 * rounds), Outcome.returned(rounds)), ended);
    crew.endAndLeaveNothing(List.of(exchanger));
  }

  private static Callable<Integer> exchanging(Exchanger<Integer> exchanger, int mine, int rounds) {
    return () -> {
      int sum = 0;
      for (int i = 0; i < rounds; i++) {
        sum += exchanger.exchange(mine);
      }
      return sum;
    };
  }
}
