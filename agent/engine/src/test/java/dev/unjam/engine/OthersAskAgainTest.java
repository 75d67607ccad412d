package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.FlowHooks;
import dev.unjam.bridge.HttpClientHooks;
import dev.unjam.bridge.LeaseHooks;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import dev.unjam.engine.host.Steps;
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

/** A turn as in {@link AsksAgainTest}, whose calls others make for it. */
@Timeout(60)
@ExtendWith(LockFilesAreLeases.class)
class OthersAskAgainTest {
  @TempDir Path folder;
  private final Steps worker = new Steps();
  private AskingTurn it = new AskingTurn(Path.of(""));

  @BeforeEach
  void in() {
    it = new AskingTurn(folder);
  }

  /** Calls that a pool makes for it, while it waits for each. */
  @Test
  void whoWaitsForThemKeepsItOnceTheyAreAnsweredWell() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      it.isStuckAndWoken(rig);
      worker.begin(rig.thread("worker"));
      for (int i = 0; i < 10; i++) {
        FutureTask<String> task = new FutureTask<>(() -> "");
        CallRecord call = asksBy(task);
        rig.pass(Rig.THRESHOLD - 1);
        rig.pass(2);
        AskingTurn.answers(call, 200, worker);
        ends(task);
        rig.pass(Rig.GRACE);
      }
      worker.end();
      it.keepsIt();
    }
  }

  @Test
  void whoWaitsForThemInVainIsReleased() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      it.isStuckAndWoken(rig);
      worker.begin(rig.thread("worker"));
      for (int i = 0; i < 12 && Files.exists(it.lock); i++) {
        FutureTask<String> task = new FutureTask<>(() -> "");
        CallRecord call = asksBy(task);
        rig.tick(1_000);
        AskingTurn.answers(call, 429, worker);
        ends(task);
        rig.tick(1);
        AskingTurn.passes(rig, Rig.GRACE);
      }
      rig.tickUntil(() -> !Files.exists(it.lock));
      worker.end();
      it.turn.end();
    }
  }

  /** A look after the provider's health, say, is no answer that it waits for. */
  @Test
  void whoDoesNotWaitForThemIsReleasedHoweverWellTheyAreAnswered() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      it.isStuckAndWoken(rig);
      worker.begin(rig.thread("worker"));
      for (int i = 0; i < 30 && Files.exists(it.lock); i++) {
        FutureTask<String> task = new FutureTask<>(() -> "");
        it.turn.does(() -> FlowHooks.handsOver(task));
        CallRecord call = begins(task);
        rig.tick(1_000);
        AskingTurn.answers(call, 200, worker);
        worker.does(worker::letsGo);
        AskingTurn.passes(rig, Rig.GRACE);
      }
      rig.tickUntil(() -> !Files.exists(it.lock));
      worker.end();
      it.turn.end();
    }
  }

  /** A session's title, say, that is asked for beside its answer. */
  @Test
  void whoIsAnsweredWellHimselfKeepsItThoughOneBesideIsRefused() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      it.isStuckAndWoken(rig);
      worker.begin(rig.thread("worker"));
      FutureTask<String> task = new FutureTask<>(() -> "");
      CallRecord own = it.asks();
      own.head(200, Map.of("content-type", List.of("application/json")));
      streams(rig, own, 2);
      it.turn.does(() -> FlowHooks.handsOver(task));
      CallRecord aside = begins(task);
      streams(rig, own, 1);
      AskingTurn.answers(aside, 429, worker);
      worker.does(worker::letsGo);
      streams(rig, own, 16);
      it.answers(own, 200);
      int before = AskingTurn.rungs(rig).size();
      AskingTurn.passes(rig, 3 * Rig.GRACE / 2);
      assertEquals(before, AskingTurn.rungs(rig).size(), () -> AskingTurn.rungs(rig).toString());
      worker.end();
      it.keepsIt();
    }
  }

  private static void streams(Rig rig, CallRecord call, int pieces) {
    for (int i = 0; i < pieces; i++) {
      HttpClientHooks.delivered(call, List.of(ByteBuffer.wrap(new byte[] {'{'})));
      rig.pass(Rig.THRESHOLD / 2);
    }
  }

  private CallRecord asksBy(FutureTask<String> task) {
    it.turn.does(() -> LockFilesAreLeases.take(it.inner));
    it.turn.does(() -> FlowHooks.handsOver(task));
    it.turn.goesOn(
        () -> {
          while (!waitsFor(task)) {
            Thread.onSpinWait();
          }
        });
    it.turn.awaitWaiting();
    return begins(task);
  }

  private CallRecord begins(FutureTask<String> task) {
    CompletableFuture<CallRecord> call = new CompletableFuture<>();
    worker.goesOn(
        () -> {
          Object entered = FlowHooks.begins(task);
          call.complete(Rig.call(Rig.PROVIDER, new CompletableFuture<>()));
          worker.keeps(() -> FlowHooks.ends(task, entered, true));
        });
    return HostThread.await(call);
  }

  /** Whether it is done; swallows what wakes it before. */
  private static boolean waitsFor(FutureTask<String> task) {
    try {
      task.get();
      return true;
    } catch (InterruptedException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void ends(FutureTask<String> task) {
    worker.does(worker::letsGo);
    task.run();
    it.turn.does(() -> LeaseHooks.deleted(it.inner));
  }
}
