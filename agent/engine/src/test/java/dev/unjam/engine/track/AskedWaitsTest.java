package dev.unjam.engine.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.host.AChild;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import dev.unjam.engine.refusal.Classifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A holder asks a real child that never answers, and waits for this or that; a clock of ours. */
class AskedWaitsTest {
  private static final long SCAN = 250;

  private final Tracker tracker =
      new Tracker(Classifier.builtIn(), Synchronizers.open(), 1_000, 1_000, Monitors.NONE);
  private final HostThread host = HostThread.single("host");
  private final CompletableFuture<String> answer = new CompletableFuture<>();
  private final BlockingQueue<String> person = new ArrayBlockingQueue<>(1);
  private final List<CompletableFuture<Boolean>> running = new ArrayList<>();
  private final AChild child = AChild.script("while read x; do :; done");

  AskedWaitsTest() throws Exception {}

  @BeforeEach
  void begin() {
    Bridge.switchTo(true);
    HostThread.await(host.run(WovenLock.reentrant()::lock));
    scan();
  }

  @AfterEach
  void end() {
    answer.complete("");
    person.add("");
    child.close();
    Bridge.switchTo(false);
    host.close();
  }

  private Snapshot scan() {
    Ticks.advance(SCAN);
    return tracker.snapshot();
  }

  private boolean isWaitedFor() {
    HolderView h = scan().holder(host.record().id);
    return h != null && h.calls().stream().anyMatch(CallView::waitedFor);
  }

  private void awaitParkedOn(String type) {
    Awaitility.await()
        .until(
            () -> {
              Object on = LockSupport.getBlocker(host.thread());
              return on != null && on.getClass().getName().contains(type);
            });
  }

  private void goesOn(Runnable what) {
    running.add(host.run(what));
  }

  private void asks() {
    child.asks(1, "s-1");
  }

  @Test
  void whoWaitsEverSinceHeAskedWaitsForTheAnswer() {
    goesOn(
        () -> {
          asks();
          answer.join();
        });
    awaitParkedOn("Signaller");
    for (int i = 0; i < 40; i++) {
      assertTrue(isWaitedFor());
    }
  }

  @Test
  void whoHasGivenTheRequestUpDoesNotWaitForItWhateverHeWaitsForNext() {
    BlockingQueue<String> givenUp = new ArrayBlockingQueue<>(1);
    goesOn(
        () -> {
          asks();
          take(givenUp);
          take(person);
        });
    awaitParkedOn("Condition");
    assertTrue(isWaitedFor());
    Object before = LockSupport.getBlocker(host.thread());
    givenUp.add("");
    Awaitility.await()
        .until(
            () -> {
              Object on = LockSupport.getBlocker(host.thread());
              return on != null && on != before;
            });
    assertEquals(1, child.record().pending().size());
    for (int i = 0; i < 40; i++) {
      assertFalse(isWaitedFor());
    }
  }

  private static void take(BlockingQueue<String> queue) {
    try {
      queue.take();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoBeginsToWaitLongAfterHeAskedWaitsForSomethingElse() {
    HostThread.await(host.run(this::asks));
    for (int i = 0; i < 8; i++) {
      scan();
    }
    goesOn(() -> take(person));
    awaitParkedOn("Condition");
    assertFalse(isWaitedFor());
  }

  @Test
  void whoWaitsInSlicesAtOnePlaceGoesOnWaiting() {
    goesOn(
        () -> {
          asks();
          boolean done = false;
          while (!done) {
            done = slice();
          }
        });
    awaitParkedOn("Signaller");
    assertTrue(isWaitedFor());
    for (int i = 0; i < 8; i++) {
      Object slice = LockSupport.getBlocker(host.thread());
      Awaitility.await()
          .until(
              () -> {
                Object on = LockSupport.getBlocker(host.thread());
                return on != null && on != slice;
              });
      // The slice may end between the look here and the scan's, once.
      boolean atFirst = isWaitedFor();
      assertTrue(atFirst || isWaitedFor());
    }
  }

  private boolean slice() {
    try {
      answer.get(100, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatTheHostCancelsIsAwaitedByNobodyAndNoOtherRequestIs() {
    child.write("{\"id\":7,\"method\":\"tools/call\"}\n{\"id\":\"8\",\"method\":\"tools/call\"}\n");
    child.write("{\"id\":9,\"method\":\"tools/call\"}\n");
    child.write("{\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}\n");
    child.write("{\"method\":\"$/cancelRequest\",\"params\": {\"x\":[9], \"id\" : \"8\"}}\n");
    child.write("{\"method\":\"notifications/other\",\"params\":{\"requestId\":9}}\n");
    assertEquals(1, child.record().pending().size());
    assertEquals("9", child.record().pending().get(0).id());
  }
}
