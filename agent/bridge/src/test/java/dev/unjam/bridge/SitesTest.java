package dev.unjam.bridge;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SitesTest extends Crew {
  @BeforeEach
  void aFreshTick() {
    Sites.clear();
    Ticks.advance(1);
    Sites.renew();
  }

  private static List<Sites.Site> sampled() {
    List<Sites.Site> all = new ArrayList<>();
    for (Sites.Site s = Sites.poll(); s != null; s = Sites.poll()) {
      all.add(s);
    }
    return all;
  }

  private static void takeAndLetGo(int times) {
    for (int i = 0; i < times; i++) {
      Object lock = new Object();
      HoldHooks.ownerSet(lock, Thread.currentThread());
      HoldHooks.ownerSet(lock, null);
    }
  }

  @Test
  void anAcquisitionIsKnownByItsNumberAndItsStack() throws Exception {
    ThreadRecord r =
        onHost(
            () -> {
              takeAndLetGo(1);
              return Threads.mine();
            });
    Sites.Site site = sampled().get(0);
    assertEquals(r.id, site.record());
    assertEquals(r.lastSeq(), site.seq());
    boolean here =
        List.of(requireNonNull(site.stack().getStackTrace())).stream()
            .anyMatch(f -> f.getMethodName().equals("takeAndLetGo"));
    assertTrue(here);
  }

  @Test
  void aTickSamplesAFewOfAThreadAndTheNextOneAFewMore() throws Exception {
    onHost(
        () -> {
          takeAndLetGo(100);
          return null;
        });
    assertEquals(4, sampled().size());
    Ticks.advance(1);
    onHost(
        () -> {
          takeAndLetGo(100);
          return null;
        });
    assertEquals(4, sampled().size());
  }

  @Test
  void aThreadThatTakesLocksByTheThousandIsNotSampledAgain() throws Exception {
    onHost(
        () -> {
          takeAndLetGo(5_000);
          return null;
        });
    sampled();
    Ticks.advance(1);
    onHost(
        () -> {
          takeAndLetGo(5_000);
          return null;
        });
    assertEquals(0, sampled().size());
  }

  @Test
  void allThreadsTogetherHaveABudgetForEachTick() throws Exception {
    for (int i = 0; i < 40; i++) {
      Thread t = new Thread(() -> takeAndLetGo(4));
      start(t);
      t.join();
    }
    assertEquals(64, sampled().size());
  }
}
