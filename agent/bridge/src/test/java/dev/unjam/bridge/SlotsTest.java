package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The registry's parts, with numbers that collide. */
class SlotsTest {
  private final Slots first = new Slots(16);

  private static ThreadRecord record() {
    return new ThreadRecord(new Thread(), true);
  }

  private List<ThreadRecord> listed() {
    List<ThreadRecord> all = new ArrayList<>();
    first.forEach(all::add);
    return all;
  }

  @Test
  void manyOfTheSameNumberAreEachFoundByTheirThread() {
    List<ThreadRecord> records = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      ThreadRecord r = record();
      first.add(r, 5);
      records.add(r);
    }
    assertEquals(100, listed().size());
    assertEquals(new HashSet<>(records), new HashSet<>(listed()));
    records.forEach(r -> assertSame(r, first.find(r.thread, 5)));
    assertNull(first.find(new Thread(), 5));
    assertSame(records.get(0), first.places()[5]);
  }

  @Test
  void partsThatAreEmptyAgainGoAndThoseInUseStay() {
    List<ThreadRecord> records = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      ThreadRecord r = record();
      first.add(r, 5);
      records.add(r);
    }
    int parts = first.parts();
    assertTrue(parts > 2);
    ThreadRecord stays = records.get(0);
    records.stream().filter(r -> r != stays).forEach(Slots::remove);
    for (int i = 0; i < parts; i++) {
      first.prune(r -> false);
    }
    assertEquals(1, first.parts());
    assertEquals(List.of(stays), listed());
    ThreadRecord again = record();
    first.add(again, 5);
    assertSame(again, first.find(again.thread, 5));
  }

  @Test
  void onlyWhatIsOverIsPruned() {
    ThreadRecord over = record();
    ThreadRecord used = record();
    first.add(over, 1);
    first.add(used, 1);
    first.prune(r -> r == over);
    assertEquals(List.of(used), listed());
  }

  @Test
  void nobodyIsLostOrListedTwiceWhilePartsComeAndGo() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger lost = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(3);
    for (int n = 0; n < 3; n++) {
      Thread t =
          new Thread(
              () -> {
                for (int round = 0; round < 3_000; round++) {
                  lost.addAndGet(comeAndGo());
                }
                done.countDown();
              });
      t.setDaemon(true);
      t.start();
    }
    Thread watchdog =
        new Thread(
            () -> {
              while (!over.get()) {
                first.prune(r -> false);
              }
            });
    watchdog.setDaemon(true);
    watchdog.start();
    done.await();
    over.set(true);
    watchdog.join();
    assertEquals(0, lost.get());
    assertEquals(List.of(), listed());
  }

  /** How many of 30 records of one number were not listed exactly once while they were there. */
  private int comeAndGo() {
    List<ThreadRecord> mine = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      ThreadRecord r = record();
      first.add(r, 5);
      mine.add(r);
    }
    List<ThreadRecord> listed = listed();
    Set<ThreadRecord> once = new HashSet<>(listed);
    int lost = 0;
    for (ThreadRecord r : mine) {
      boolean twice = listed.indexOf(r) != listed.lastIndexOf(r);
      lost += once.contains(r) && !twice && first.find(r.thread, 5) == r ? 0 : 1;
      Slots.remove(r);
    }
    assertFalse(listed.isEmpty());
    return lost;
  }
}
