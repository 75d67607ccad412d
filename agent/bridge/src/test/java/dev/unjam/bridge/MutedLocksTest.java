package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class MutedLocksTest extends Crew {
  private final Object session = OrdinaryLock.make();
  private final Object jdksOwn = OrdinaryLock.make();

  private static void take(Object lock) {
    HoldHooks.ownerSet(lock, Thread.currentThread());
  }

  private static void letGo(Object lock) {
    HoldHooks.ownerSet(lock, null);
  }

  private static List<Object> held() {
    ThreadRecord r = Threads.mine();
    List<Object> held = new ArrayList<>();
    for (int i = 0; i < r.depth(); i++) {
      held.add(r.lockAt(i));
    }
    return held;
  }

  @Test
  void whatALibraryTakesForItselfIsNoHold() throws Exception {
    onHost(
        () -> {
          take(session);
          Threads.mine().mute();
          take(jdksOwn);
          assertEquals(List.of(session), held());
          letGo(jdksOwn);
          assertEquals(List.of(session), held());
          Threads.mine().unmute();
          take(jdksOwn);
          assertEquals(List.of(session, jdksOwn), held(), "and is one anywhere else");
          letGo(jdksOwn);
          letGo(session);
          assertEquals(List.of(), held());
          return null;
        });
  }

  @Test
  void whatItLetsGoOfForItsCallerIsHeldNoMore() throws Exception {
    onHost(
        () -> {
          take(jdksOwn);
          take(session);
          Threads.mine().mute();
          letGo(session);
          assertEquals(List.of(jdksOwn), held());
          letGo(jdksOwn);
          assertEquals(List.of(), held());
          Threads.mine().unmute();
          return null;
        });
  }

  @Test
  void whatIsKeptBeyondItIsNotMissedWhenItIsLetGo() throws Exception {
    onHost(
        () -> {
          take(session);
          Threads.mine().mute();
          take(jdksOwn);
          Threads.mine().unmute();
          letGo(jdksOwn);
          assertEquals(List.of(session), held());
          return null;
        });
  }

  /** A callback of the host's, such as an Authenticator, waits on a Condition of the session's. */
  @Test
  void whatItLetsGoOfAndTakesBackForItsCallerIsHeldAgain() throws Exception {
    onHost(
        () -> {
          ThreadRecord r = Threads.mine();
          take(jdksOwn);
          take(session);
          r.mute();
          for (int i = 0; i < 2; i++) {
            letGo(session);
            assertEquals(List.of(jdksOwn), held());
            take(session);
            assertEquals(List.of(jdksOwn, session), held(), "time " + i);
          }
          r.unmute();
          letGo(session);
          r.mute();
          take(session);
          assertEquals(List.of(jdksOwn), held(), "what was let go of before is another matter");
          letGo(session);
          r.unmute();
          letGo(jdksOwn);
          return null;
        });
  }

  @Test
  void aPermitThatIsTakenMeanwhileCounts() throws Exception {
    Semaphore permits = new Semaphore(1);
    onHost(
        () -> {
          ThreadRecord r = Threads.mine();
          take(session);
          r.mute();
          r.push(permits);
          assertEquals(List.of(session, permits), held());
          assertTrue(r.pop(permits));
          letGo(session);
          assertEquals(List.of(), held());
          r.unmute();
          return null;
        });
  }

  @Test
  void aThreadThatItStartsWorksForNobody() throws Exception {
    Thread timer = new Thread(() -> {}, "Keep-Alive-Timer");
    Thread errand = new Thread(() -> {}, "errand");
    onHost(
        () -> {
          take(session);
          Threads.mine().mute();
          FlowHooks.handsOver(timer);
          Threads.mine().unmute();
          FlowHooks.handsOver(errand);
          assertNull(Flows.of(timer));
          assertNotNull(Flows.of(errand), "what the host starts works for it");
          letGo(session);
          return null;
        });
  }

  @Test
  void theNextTaskIsNotMutedByOneThatNeverCameBack() throws Exception {
    onHost(
        () -> {
          ThreadRecord r = Threads.mine();
          r.mute();
          r.mute();
          r.taskBoundary();
          assertFalse(r.isMuted());
          take(session);
          assertEquals(List.of(session), held());
          return null;
        });
  }

  /** A model that knows nothing of places, bits and what is remembered. */
  @Test
  void inAnyOrderOnlyWhatWasTakenUnmutedIsHeld() throws Exception {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      String which = "seed " + seed;
      onHost(
          () -> {
            schedule(random, which);
            return null;
          });
    }
  }

  private static void schedule(Random random, String which) {
    List<Object> locks = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      locks.add(i == 6 ? new Object() : OrdinaryLock.make());
    }
    List<Object> taken = new ArrayList<>();
    List<Object> recorded = new ArrayList<>();
    Object givenUp = null;
    int muted = 0;
    ThreadRecord r = Threads.mine();
    for (int step = 0; step < 200; step++) {
      int what = random.nextInt(10);
      Object lock = locks.get(random.nextInt(locks.size()));
      if (what == 0 && muted < 3) {
        r.mute();
        muted++;
      } else if (what == 1 && muted > 0) {
        r.unmute();
        givenUp = --muted == 0 ? null : givenUp;
      } else if (taken.remove(lock)) {
        letGo(lock);
        boolean gone = recorded.remove(lock);
        givenUp = gone && muted > 0 && lock != locks.get(6) ? lock : givenUp;
      } else {
        take(lock);
        taken.add(lock);
        if (muted == 0 || lock == locks.get(6) || lock == givenUp) {
          recorded.add(lock);
          givenUp = lock == givenUp ? null : givenUp;
        }
      }
      assertEquals(recorded, held(), which + ", step " + step);
    }
    for (Object lock : taken) {
      letGo(lock);
    }
    while (muted-- > 0) {
      r.unmute();
    }
    assertEquals(List.of(), held(), which);
  }
}
