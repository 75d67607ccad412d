package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.FlowHooks;
import dev.unjam.bridge.HttpClientHooks;
import dev.unjam.bridge.LeaseHooks;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import dev.unjam.engine.host.Steps;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A turn that holds its lock file, and asks the provider that has refused it again and again, each
 * time under a lock of its own that it gives back.
 */
@Timeout(60)
@ExtendWith(LockFilesAreLeases.class)
class AsksAgainTest {
  @TempDir Path folder;
  private final Steps turn = new Steps();
  private final Steps worker = new Steps();
  private Path lock = Path.of("");
  private Path inner = Path.of("");

  @BeforeEach
  void name() {
    lock = folder.resolve("s.jsonl.lock");
    inner = folder.resolve("inner.lock");
  }

  /** That each call is in flight for a while says nothing of how it is answered. */
  @ParameterizedTest
  @ValueSource(ints = {429, 504})
  void inVainIsReleased(int status) {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      isStuckAndWoken(rig);
      for (int i = 0; i < 12 && Files.exists(lock); i++) {
        CallRecord call = asks();
        rig.tick(1_000);
        answers(call, status);
        rig.tick(1);
        rig.pass(Rig.GRACE);
      }
      rig.tickUntil(() -> !Files.exists(lock));
      turn.end();
    }
  }

  /** The first one may have to think for longer than a refusal may be endured. */
  @Test
  void andIsAnsweredWellAtLastKeepsIt() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      isStuckAndWoken(rig);
      for (int i = 0; i < 20; i++) {
        CallRecord call = asks();
        for (int t = 0; t < 5; t++) {
          rig.pass(Rig.SILENCE / 6);
        }
        answers(call, 200);
        rig.pass(Rig.GRACE);
      }
      keepsIt();
    }
  }

  /** The calls that go well are so short that no scan sees one in flight. */
  @Test
  void andIsAnsweredWellAtOnceKeepsIt() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      isStuckAndWoken(rig);
      for (int i = 0; i < 20; i++) {
        answers(asks(), 200);
        rig.pass(Rig.THRESHOLD / 2);
      }
      keepsIt();
    }
  }

  /** Where what goes well is another request each time that comes before the refused one. */
  @Test
  void inVainIsReleasedThoughSomethingElseOfTheSameHostIsAnsweredWellBeforeEach() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      isStuckAndWoken(rig);
      for (int i = 0; i < 30 && Files.exists(lock); i++) {
        answers(asks(), 200);
        CallRecord call = asks();
        rig.tick(1_000);
        answers(call, 429);
        rig.tick(1);
        rig.pass(Rig.GRACE);
      }
      rig.tickUntil(() -> !Files.exists(lock));
      turn.end();
    }
  }

  /** Who got over it is met with the first rung again, and its own finally may do the rest. */
  @Test
  void andIsRefusedOnceMoreAfterGoodAnswersBeginsTheLadderAnew() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      isStuckAndWoken(rig);
      for (int i = 0; i < 3; i++) {
        CallRecord call = asks();
        rig.pass(Rig.GRACE);
        answers(call, 200);
      }
      rig.pass(1);
      int before = rungs(rig).size();
      turn.does(() -> LockFilesAreLeases.take(inner));
      CallRecord refused = turn.gets(() -> Rig.refusedCall(new CompletableFuture<>()));
      rig.tick(1);
      rig.tick(Rig.THRESHOLD);
      rig.tickUntil(() -> rungs(rig).size() > before);
      assertEquals("abort", rungs(rig).get(before));
      refused.end();
      keepsIt();
    }
  }

  @Test
  void afterASilenceAndIsStreamedToKeepsIt() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      rig.thread("holder").run(turn);
      turn.does(() -> LockFilesAreLeases.take(lock));
      CallRecord silent = asks();
      rig.tick(1);
      rig.tick(Rig.SILENCE);
      rig.tickUntil(() -> isAt(rig, "abort"));
      turn.does(silent::end);
      turn.does(() -> LeaseHooks.deleted(inner));
      CallRecord streams = asks();
      streams.head(200, Map.of("content-type", List.of("application/json")));
      int before = rungs(rig).size();
      for (int i = 0; i < 20; i++) {
        HttpClientHooks.delivered(streams, List.of(ByteBuffer.wrap(new byte[] {'.'})));
        rig.pass(Rig.THRESHOLD / 2);
      }
      assertEquals(before, rungs(rig).size(), rig.events::toString);
      keepsIt();
    }
  }

  /** Calls that a pool makes for it, while it waits for each. */
  @Test
  void byOthersForWhomItWaitsAndIsAnsweredWellKeepsIt() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      isStuckAndWoken(rig);
      rig.thread("worker").run(worker);
      for (int i = 0; i < 10; i++) {
        FutureTask<String> task = new FutureTask<>(() -> "");
        CallRecord call = asksBy(task);
        rig.pass(Rig.THRESHOLD - 1);
        rig.pass(2);
        answers(call, 200, worker);
        ends(task);
        rig.pass(Rig.GRACE);
      }
      worker.end();
      keepsIt();
    }
  }

  @Test
  void byOthersForWhomItWaitsInVainIsReleased() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      isStuckAndWoken(rig);
      rig.thread("worker").run(worker);
      for (int i = 0; i < 12 && Files.exists(lock); i++) {
        FutureTask<String> task = new FutureTask<>(() -> "");
        CallRecord call = asksBy(task);
        rig.tick(1_000);
        answers(call, 429, worker);
        ends(task);
        rig.tick(1);
        rig.pass(Rig.GRACE);
      }
      rig.tickUntil(() -> !Files.exists(lock));
      worker.end();
      turn.end();
    }
  }

  /** It is refused, found stuck, woken, and gives back what it asked under. */
  private void isStuckAndWoken(Rig rig) {
    rig.thread("holder").run(turn);
    turn.does(() -> LockFilesAreLeases.take(lock));
    turn.does(() -> LockFilesAreLeases.take(inner));
    CallRecord refused = turn.gets(() -> Rig.refusedCall(new CompletableFuture<>()));
    rig.tick(1);
    rig.tick(Rig.THRESHOLD);
    rig.tickUntil(
        () -> {
          rig.pass(Rig.GRACE);
          return isAt(rig, "interrupt");
        });
    turn.does(refused::end);
    // With its newest lock goes what it was denied.
    turn.does(() -> LeaseHooks.deleted(inner));
  }

  private CallRecord asks() {
    turn.does(() -> LockFilesAreLeases.take(inner));
    return turn.gets(() -> Rig.call(Rig.PROVIDER, new CompletableFuture<>()));
  }

  private CallRecord asksBy(FutureTask<String> task) {
    turn.does(() -> LockFilesAreLeases.take(inner));
    turn.does(() -> FlowHooks.handsOver(task));
    CompletableFuture<CallRecord> call = new CompletableFuture<>();
    worker.goesOn(
        () -> {
          Object entered = FlowHooks.begins(task);
          call.complete(Rig.call(Rig.PROVIDER, new CompletableFuture<>()));
          worker.keeps(() -> FlowHooks.ends(task, entered, true));
        });
    turn.goesOn(() -> waitsFor(task));
    turn.awaitWaiting();
    return HostThread.await(call);
  }

  private static void waitsFor(FutureTask<String> task) {
    while (!task.isDone()) {
      try {
        task.get();
      } catch (InterruptedException | ExecutionException e) {
        continue;
      }
    }
  }

  private void ends(FutureTask<String> task) {
    worker.does(worker::letsGo);
    task.run();
    turn.does(() -> LeaseHooks.deleted(inner));
  }

  private void answers(CallRecord call, int status) {
    answers(call, status, turn);
    turn.does(() -> LeaseHooks.deleted(inner));
  }

  private static void answers(CallRecord call, int status, Steps by) {
    by.does(() -> Rig.answered(call, status));
  }

  private void keepsIt() {
    assertTrue(Files.exists(lock));
    turn.does(() -> release(lock));
    turn.end();
  }

  private static void release(Path lock) {
    try {
      Files.delete(lock);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    LeaseHooks.deleted(lock);
  }

  private static boolean isAt(Rig rig, String rung) {
    return rungs(rig).contains(rung);
  }

  private static List<String> rungs(Rig rig) {
    return rig.named("action.started").stream()
        .map(e -> String.valueOf(e.fields().get("rung")))
        .toList();
  }
}
