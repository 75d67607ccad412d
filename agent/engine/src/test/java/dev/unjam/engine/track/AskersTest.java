package dev.unjam.engine.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.Children;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.host.AChild;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import dev.unjam.engine.refusal.Classifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holders wait for futures; a thread that holds nothing writes all requests; a clock of ours. */
class AskersTest {
  private static final long SCAN = 250;

  private final Tracker tracker =
      new Tracker(Classifier.builtIn(), Synchronizers.open(), 1_000, 1_000, Monitors.NONE);
  private final HostThread one = HostThread.single("one");
  private final HostThread two = HostThread.single("two");
  private final HostThread writer = HostThread.single("writer");
  private final CompletableFuture<String> answer = new CompletableFuture<>();
  private final List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
  private final Map<HostThread, WovenLock> held = new HashMap<>();
  private final AChild child =
      AChild.script("while read -r x; do case $x in -*) echo \"${x#-}\";; esac; done");

  AskersTest() throws Exception {}

  @BeforeEach
  void begin() {
    Bridge.switchTo(true);
    scan();
  }

  @AfterEach
  void end() {
    answer.complete("");
    held.forEach((t, lock) -> HostThread.await(t.run(lock::unlock)));
    child.close();
    Bridge.switchTo(false);
    List.of(one, two, writer).forEach(HostThread::close);
  }

  private Snapshot scan() {
    Ticks.advance(SCAN);
    return tracker.snapshot();
  }

  private void holds(HostThread t) {
    WovenLock lock = WovenLock.reentrant();
    HostThread.await(t.run(lock::lock));
    held.put(t, lock);
  }

  private void waits(HostThread t) {
    waits(t, answer);
  }

  private void waits(HostThread t, CompletableFuture<String> on) {
    waiting.add(t.run(on::join));
    Awaitility.await().until(() -> isParked(t));
  }

  private static boolean isParked(HostThread t) {
    Object on = LockSupport.getBlocker(t.thread());
    return on != null && on.getClass().getName().contains("Signaller");
  }

  private void asks(int id) {
    HostThread.await(writer.run(() -> child.asks(id, "s-" + id)));
  }

  private static @Nullable CallView waitsFor(Snapshot s, HostThread t) {
    HolderView h = s.holder(t.record().id);
    if (h == null || h.handovers().isEmpty()) {
      return null;
    }
    assertEquals(1, h.handovers().size());
    return h.handovers().get(0).call();
  }

  @Test
  void whoBeginsToWaitAsARequestIsWrittenWaitsForIt() {
    holds(one);
    scan();
    asks(1);
    waits(one);
    scan();
    CallView call = waitsFor(scan(), one);
    assertTrue(call != null && call.waitedFor());
    assertEquals("acp session/prompt", call.client() + " " + call.method());
  }

  @Test
  void whoWaitedLongBeforeIsNotTheOneWhoAsked() {
    holds(one);
    scan();
    waits(one);
    for (int i = 0; i < 8; i++) {
      scan();
    }
    asks(1);
    scan();
    assertNull(waitsFor(scan(), one));
  }

  @Test
  void whoHoldsNothingByThenIsNobodyToBeFreed() {
    waits(one);
    scan();
    asks(1);
    scan();
    long id = one.thread().getId();
    assertTrue(scan().holders().stream().noneMatch(h -> h.threadId() == id));
  }

  @Test
  void whereMoreWaitThanWereAskedForNobodyIsKnownToWaitEvenOnceOneHasLeft() {
    CompletableFuture<String> other = new CompletableFuture<>();
    holds(one);
    holds(two);
    scan();
    asks(1);
    waits(one);
    waits(two, other);
    scan();
    Snapshot both = scan();
    assertNull(waitsFor(both, one));
    assertNull(waitsFor(both, two));
    for (int i = 0; i < 4; i++) {
      scan();
    }
    other.complete("");
    Awaitility.await().until(() -> !isParked(two));
    scan();
    assertNull(waitsFor(scan(), one), "the other one may have asked, and have given up");
  }

  @Test
  void oneOfTwoThatAskedIsKnownToWaitOnceTheOtherHasItsAnswerAndNotOnceItHasGivenUp() {
    CompletableFuture<String> other = new CompletableFuture<>();
    holds(one);
    holds(two);
    scan();
    asks(1);
    asks(2);
    waits(one);
    waits(two, other);
    for (int i = 0; i < 6; i++) {
      scan();
    }
    assertTrue(waitsFor(scan(), one) != null);
    assertTrue(waitsFor(scan(), two) != null);
    other.complete("");
    Awaitility.await().until(() -> !isParked(two));
    scan();
    assertNull(waitsFor(scan(), one));
  }

  @Test
  void whoWritesAndThenWaitsHimselfHasAskedAndNobodyElse() {
    holds(one);
    scan();
    asks(1);
    waits(writer);
    waits(one);
    scan();
    assertNull(waitsFor(scan(), one));
  }

  @Test
  void theFirstRequestToTheOnlyChildIsSomebodysAsWell() throws Exception {
    child.close();
    child.process().waitFor();
    Children.prune();
    assumeFalse(Children.any(), "another test has left one behind");
    holds(one);
    for (int i = 0; i < 8; i++) {
      scan();
    }
    try (AChild first = AChild.script("while read x; do :; done")) {
      HostThread.await(writer.run(() -> first.asks(1, "s-1")));
      waits(one);
      scan();
      assertTrue(waitsFor(scan(), one) != null);
    }
  }

  /** Asks again and again whether the answer is there. */
  private void waitsInSlices(HostThread t) {
    waiting.add(t.run(() -> slices(answer)));
    Awaitility.await().until(() -> isParked(t));
  }

  private static void slices(CompletableFuture<String> on) {
    while (!on.isDone()) {
      try {
        on.get(40, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // As one does who tells his user meanwhile that it goes on.
        Thread.onSpinWait();
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Snapshot scanParked(HostThread t) {
    Awaitility.await().pollInterval(Duration.ofMillis(3)).until(() -> isParked(t));
    return scan();
  }

  @Test
  void whoWaitsInSlicesAtOnePlaceWaitsForOneThing() {
    holds(one);
    scan();
    asks(1);
    waitsInSlices(one);
    for (int i = 0; i < 12; i++) {
      scanParked(one);
      Awaitility.await().pollDelay(Duration.ofMillis(45)).until(() -> isParked(one));
    }
    CallView call = waitsFor(scanParked(one), one);
    assertTrue(call != null && call.silentMillis() >= 10 * SCAN);
  }

  @Test
  void whoWaitedInSlicesLongBeforeIsNotTheOneWhoAsked() {
    holds(one);
    scan();
    waitsInSlices(one);
    for (int i = 0; i < 8; i++) {
      scanParked(one);
    }
    asks(1);
    for (int i = 0; i < 4; i++) {
      Awaitility.await().pollDelay(Duration.ofMillis(45)).until(() -> isParked(one));
      assertNull(waitsFor(scanParked(one), one));
    }
  }

  @Test
  void ofSeveralThatAskedEachIsAsPatientAsTheOneThatGoesBest() {
    holds(one);
    holds(two);
    scan();
    asks(1);
    asks(2);
    waits(one);
    waits(two);
    scan();
    for (int i = 0; i < 8; i++) {
      scan();
    }
    HostThread.await(writer.run(() -> progress(1)));
    Snapshot s = scan();
    CallView first = waitsFor(s, one);
    CallView second = waitsFor(s, two);
    assertTrue(first != null && second != null && first.id() != second.id());
    assertTrue(first.silentMillis() <= 2 * SCAN, first::toString);
    assertTrue(second.silentMillis() <= 2 * SCAN, second::toString);
  }

  /** The child gets on with what this one asked for. */
  private void progress(int id) {
    String update = "{\"method\":\"session/update\",\"params\":{\"sessionId\":\"s-" + id + "\"}}";
    child.write("-" + update + "\n");
    try {
      assertEquals(update, child.process().inputReader(StandardCharsets.UTF_8).readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
