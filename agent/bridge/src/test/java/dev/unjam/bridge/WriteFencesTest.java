package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** How many fences are kept, and whose. */
class WriteFencesTest extends FencedCrew {
  /** An outage that many sessions meet at once, each on a thread of its own. */
  @Test
  void eachFormerHolderKeepsItsFenceHoweverManyThereAre() throws Exception {
    int many = WriteFences.MOST + 50;
    CountDownLatch over = new CountDownLatch(1);
    ExecutorService sessions = Executors.newFixedThreadPool(many);
    List<WriteFence> fences = new ArrayList<>();
    try {
      for (int i = 0; i < many; i++) {
        Path other = session(i);
        ThreadRecord owner = within(sessions.submit(() -> took(other)));
        // Its thread is at it still, so the pool begins another one for the next.
        sessions.execute(() -> awaits(over));
        WriteFence up = of(other, owner);
        assertNull(WriteFences.up(up));
        fences.add(up);
        LeaseHooks.forget(up.lock());
      }
      assertEquals(List.of(), fences.stream().filter(f -> !WriteFences.isUp(f)).toList());
    } finally {
      over.countDown();
      sessions.shutdown();
    }
  }

  @Test
  void whoseLockFileIsOnlyAboutToBeRemovedIsKeptOutUntilItIs() throws Exception {
    List<WriteFence> fences = new ArrayList<>();
    for (int i = 0; i <= WriteFences.MOST; i++) {
      fences.add(aboutToBeLost(i));
    }
    WriteFence first = fences.get(0);
    WriteFence second = fences.get(1);
    assertTrue(WriteFences.isUp(first));
    LeaseHooks.forget(second.lock());
    Path more = session(fences.size());
    ThreadRecord host = onHost(() -> took(more));
    assertSame(second, WriteFences.up(of(more, host)), "the oldest of those that are over");
    assertTrue(WriteFences.isUp(first));
  }

  @Test
  void whoLostNothingIsBoundByNoneOfThem() throws Exception {
    hostLoses(false);
    assertNull(WriteFences.of(Threads.mine()));
    assertNotNull(onHost(() -> WriteFences.of(Threads.mine())));
    WriteFences.lift();
    assertNull(onHost(() -> WriteFences.of(Threads.mine())));
    assertEquals(false, WriteFences.any());
  }

  private WriteFence aboutToBeLost(int i) throws Exception {
    Path other = session(i);
    WriteFence up = of(other, onHost(() -> took(other)));
    assertNull(WriteFences.up(up));
    return up;
  }

  private Path session(int i) {
    return transcript.resolveSibling("s" + i + ".jsonl.lock");
  }

  private static WriteFence of(Path lockFile, ThreadRecord owner) {
    LeaseRecord lease = LeaseHooks.heldNow(lockFile.toString());
    assertNotNull(lease);
    String path = lockFile.toString().replace(".lock", "");
    return new WriteFence(lease, owner.lastSeq(), false, path, path, TOLD, INCIDENT, LATE);
  }

  private static void awaits(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
