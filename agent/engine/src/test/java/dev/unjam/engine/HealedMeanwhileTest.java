package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.HttpClientHooks;
import dev.unjam.bridge.LeaseHooks;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import dev.unjam.engine.report.Event;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who was stuck, gets on again while its lock file cannot be taken from it yet, and keeps it. */
@Timeout(60)
@ExtendWith(LockFilesAreLeases.class)
class HealedMeanwhileTest {
  private static final URI FALLBACK = URI.create("https://fallback.example.com/v1");

  @TempDir Path folder;
  private final CompletableFuture<Boolean> heals = new CompletableFuture<>();
  private final CompletableFuture<CallRecord> goesOn = new CompletableFuture<>();
  private final CompletableFuture<String> answer = new CompletableFuture<>();
  private Path lock = Path.of("");

  @BeforeEach
  void name() {
    lock = folder.resolve("s.jsonl.lock");
  }

  @Test
  void whileItOnlyObservesAndKeepsItsLockOnceItMayActAgain() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      CompletableFuture<Boolean> turn = isStuck(rig, Rig.PROVIDER);
      rig.told = e -> once(e, "recovery.written", () -> rig.guard.switchTo(Mode.OBSERVE));
      rig.tickUntil(() -> wasTried(rig));
      rig.told = e -> {};
      heals.complete(true);
      CallRecord streams = HostThread.await(goesOn);
      streams(rig, streams);
      rig.guard.switchTo(Mode.ACT);
      streams(rig, streams);
      keepsIt(rig, turn);
    }
  }

  /** Whoever is parked on nothing that anybody can tell is given its time again. */
  @Test
  void timeThatOnlyObservedCountsForNothing() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      CompletableFuture<Boolean> turn = isStuck(rig, FALLBACK);
      rig.told = e -> once(e, "recovery.written", () -> rig.guard.switchTo(Mode.OBSERVE));
      rig.tickUntil(() -> wasTried(rig));
      rig.told = e -> {};
      heals.complete(true);
      HostThread.await(goesOn).end();
      for (int i = 0; i < 20; i++) {
        rig.tick(Rig.THRESHOLD);
      }
      int before = releases(rig);
      rig.guard.switchTo(Mode.ACT);
      rig.tick(Rig.THRESHOLD - 2);
      rig.tick(1);
      assertEquals(before, releases(rig));
      rig.tickUntil(
          () -> {
            rig.pass(Rig.SILENCE);
            return !Files.exists(lock);
          });
      answer.complete("answer");
      HostThread.await(turn);
    }
  }

  private static int releases(Rig rig) {
    return (int)
        rig.named("action.started").stream()
            .filter(e -> "release".equals(e.fields().get("rung")))
            .count();
  }

  @Test
  void whileTheReleaseIsOnItsWay() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      CompletableFuture<Boolean> turn = isStuck(rig, FALLBACK);
      CompletableFuture<Boolean> mayRemove = new CompletableFuture<>();
      rig.told = e -> once(e, "recovery.written", () -> HostThread.await(mayRemove));
      rig.tickUntil(
          () -> {
            rig.pass(Rig.GRACE);
            return !rig.named("recovery.written").isEmpty();
          });
      heals.complete(true);
      HostThread.await(goesOn);
      rig.tick(1);
      mayRemove.complete(true);
      rig.tickUntil(() -> wasTried(rig));
      keepsIt(rig, turn);
    }
  }

  @Test
  void byTheProviderThatHadRefusedIt() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      CompletableFuture<Boolean> turn = isStuck(rig, Rig.PROVIDER);
      rig.tickUntil(
          () -> {
            rig.pass(Rig.GRACE);
            return isAt(rig, "interrupt");
          });
      heals.complete(true);
      CallRecord streams = HostThread.await(goesOn);
      streams(rig, streams);
      keepsIt(rig, turn);
    }
  }

  private static void streams(Rig rig, CallRecord call) {
    for (int i = 0; i < 20; i++) {
      HttpClientHooks.delivered(call, List.of(ByteBuffer.wrap(new byte[] {'.'})));
      rig.pass(Rig.THRESHOLD / 2);
    }
  }

  private static boolean isAt(Rig rig, String rung) {
    return rig.named("action.started").stream().anyMatch(e -> rung.equals(e.fields().get("rung")));
  }

  /** Time passes as at a slow stream, whoever it comes from. */
  private void keepsIt(Rig rig, CompletableFuture<Boolean> turn) {
    for (int i = 0; i < 10; i++) {
      rig.pass(Rig.GRACE);
    }
    assertTrue(Files.exists(lock), rig.events::toString);
    assertFalse(turn.isDone());
    answer.complete("answer");
    HostThread.await(turn);
    assertTrue(Files.exists(lock), rig.events::toString);
  }

  private static boolean wasTried(Rig rig) {
    rig.pass(Rig.GRACE);
    return rig.named("action.failed").stream()
        .anyMatch(e -> "release".equals(e.fields().get("rung")));
  }

  private static void once(Event e, String name, Runnable act) {
    if (e.name().equals(name)) {
      act.run();
    }
  }

  /** Swallows whatever ends its wait, and once it is told goes on by a call to this peer. */
  private CompletableFuture<Boolean> isStuck(Rig rig, URI next) {
    Path inner = folder.resolve("inner.lock");
    CompletableFuture<Boolean> held = new CompletableFuture<>();
    CompletableFuture<Boolean> turn =
        rig.thread("holder")
            .run(
                () -> {
                  LockFilesAreLeases.take(lock);
                  LockFilesAreLeases.take(inner);
                  CallRecord refused = Rig.refusedCall(new CompletableFuture<>());
                  held.complete(LeaseHooks.isHeldHere(lock.toString()));
                  heals.join();
                  refused.end();
                  // With its newest lock goes what it was denied.
                  LeaseHooks.deleted(inner);
                  answered(Rig.call(next, new CompletableFuture<>())).end();
                  goesOn.complete(answered(Rig.call(next, answer)));
                  answer.join(); // where no interrupt reaches it
                });
    HostThread.await(held);
    rig.tick(1);
    rig.tick(Rig.THRESHOLD);
    return turn;
  }

  private static CallRecord answered(CallRecord call) {
    call.head(200, Map.of("content-type", List.of("application/json")));
    return call;
  }
}
