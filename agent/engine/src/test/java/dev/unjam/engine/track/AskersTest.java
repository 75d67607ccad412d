package dev.unjam.engine.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.host.AChild;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import dev.unjam.engine.refusal.Classifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
    child.close();
    Bridge.switchTo(false);
    List.of(one, two, writer).forEach(HostThread::close);
  }

  private Snapshot scan() {
    Ticks.advance(SCAN);
    return tracker.snapshot();
  }

  private void holds(HostThread t) {
    HostThread.await(t.run(WovenLock.reentrant()::lock));
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
    assertTrue(scan().holders().stream().noneMatch(h -> h.threadName().equals("one")));
  }

  @Test
  void whereMoreWaitThanWereAskedForNobodyIsKnownToWaitUntilOneHasLeft() {
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
    assertTrue(waitsFor(scan(), one) != null);
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
