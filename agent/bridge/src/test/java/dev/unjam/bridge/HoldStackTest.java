package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The stack by itself, on one thread. */
class HoldStackTest {
  private final HoldStack stack = new HoldStack();

  private record Entry(Object lock, long seq, long since, long extra) {}

  private List<Entry> shown() {
    List<Entry> all = new ArrayList<>();
    for (int i = 0; i < stack.depth(); i++) {
      @Nullable Object lock = stack.lockAt(i);
      all.add(
          new Entry(
              lock == null ? "nothing" : lock, stack.seqAt(i), stack.sinceAt(i), stack.extraAt(i)));
    }
    return all;
  }

  @Test
  void whateverIsPushedAndPoppedTheEntriesAreThoseOfAPlainList() {
    for (long seed = 1; seed <= 50; seed++) {
      Random random = new Random(seed);
      HoldStack fresh = stack;
      List<Object> locks = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        locks.add(new Object());
        locks.add(OrdinaryLock.make());
      }
      List<Entry> model = new ArrayList<>();
      for (int step = 0; step < 3_000; step++) {
        Object lock = locks.get(random.nextInt(locks.size()));
        if (model.size() < 40 && random.nextInt(5) < 3) {
          fresh.extraAt(fresh.depth(), -step);
          assertTrue(take(lock, step));
          model.add(new Entry(lock, fresh.lastSeq(), step, -step));
        } else {
          assertEquals(removeNewest(model, lock), give(lock));
        }
        assertEquals(model, shown());
      }
      model.forEach(e -> assertTrue(fresh.pop(e.lock())));
    }
  }

  private boolean take(Object lock, long now) {
    return stack.pushAgain(lock, now) || stack.push(lock, Places.isOrdinary(lock), now);
  }

  private boolean give(Object lock) {
    return stack.popAgain(lock) || stack.pop(lock);
  }

  @Test
  void theLockThatWasTakenLastIsTakenAgainAtOnceAndOnlyTheNewestEntryIsGivenBackSo() {
    Object lock = OrdinaryLock.make();
    assertFalse(stack.pushAgain(lock, 1));
    assertTrue(stack.push(lock, true, 1));
    assertFalse(stack.pushAgain(lock, 2));
    assertTrue(stack.popAgain(lock));
    assertFalse(stack.popAgain(lock));
    assertTrue(stack.pushAgain(lock, 3));
    stack.push("above", false, 4);
    assertFalse(stack.popAgain(lock));
    assertTrue(stack.pop("above"));
    assertFalse(stack.popAgain(lock));
    assertTrue(stack.pop(lock));
    assertEquals(List.of(), shown());
  }

  @Test
  void whereNothingIsToBeRememberedNothingIsTakenAgainAtOnce() {
    Object lock = OrdinaryLock.make();
    assertTrue(stack.push(lock, false, 1));
    assertFalse(stack.popAgain(lock));
    assertTrue(stack.pop(lock));
    assertTrue(stack.push(OrdinaryLock.make(), true, 1));
    stack.forgetLatest();
    assertFalse(stack.popAgain(Objects.requireNonNull(stack.lockAt(0))));
  }

  private static boolean removeNewest(List<Entry> model, Object lock) {
    for (int i = model.size() - 1; i >= 0; i--) {
      if (model.get(i).lock() == lock) {
        model.remove(i);
        return true;
      }
    }
    return false;
  }

  @Test
  void theSameLockMayBeThereMoreThanOnce() {
    Object lock = new Object();
    for (int i = 0; i < 7; i++) {
      stack.extraAt(stack.depth(), i);
      stack.push(lock, false, 1);
    }
    stack.removeAt(2);
    assertEquals(List.of(0L, 1L, 3L, 4L, 5L, 6L), shown().stream().map(Entry::extra).toList());
    assertTrue(stack.pop(lock));
    assertEquals(4, stack.newest(lock));
    assertEquals(-1, stack.newest(new Object()));
  }

  @Test
  void theTimeAndTheTaskKeepApartUpToTheirLimits() {
    long century = 100L * 365 * 24 * 3600 * 1000 / 3;
    stack.extraAt(0, Long.MIN_VALUE);
    stack.push("a", false, century);
    assertEquals(century, stack.sinceAt(0));
    assertEquals(Long.MIN_VALUE, stack.extraAt(0));
    for (int i = 0; i < (1 << 24) - 1; i++) {
      stack.nextTask();
      if (i % 100_000 == 0) {
        assertTrue(stack.taskEndedAt(0));
      }
    }
    assertEquals(century, stack.sinceAt(0));
  }

  @Test
  void whatIsReleasedIsNotKeptFromTheCollector() {
    WeakReference<Object> gone = new WeakReference<>(pushedAndPopped());
    Awaitility.await()
        .until(
            () -> {
              System.gc();
              return gone.get() == null;
            });
    WeakReference<Object> held = new WeakReference<>(pushed());
    System.gc();
    assertSame(stack.lockAt(0), held.get());
  }

  private Object pushedAndPopped() {
    Object lock = new Object();
    stack.push(lock, false, 1);
    assertTrue(stack.pop(lock));
    return lock;
  }

  private Object pushed() {
    Object lock = new Object();
    stack.push(lock, false, 1);
    return lock;
  }

  @Test
  void whatIsNotThereIsNotPopped() {
    assertFalse(stack.pop("a"));
    stack.push("a", false, 1);
    assertFalse(stack.pop("b"));
    assertEquals(1, stack.depth());
    assertNull(stack.lockAt(1));
  }
}
