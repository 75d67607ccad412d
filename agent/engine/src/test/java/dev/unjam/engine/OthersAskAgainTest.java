package dev.unjam.engine;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.FlowHooks;
import dev.unjam.bridge.LeaseHooks;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import dev.unjam.engine.host.Steps;
import java.nio.file.Files;
import java.nio.file.Path;
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
        rig.pass(Rig.GRACE);
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
        rig.pass(Rig.GRACE);
      }
      rig.tickUntil(() -> !Files.exists(it.lock));
      worker.end();
      it.turn.end();
    }
  }

  private CallRecord asksBy(FutureTask<String> task) {
    it.turn.does(() -> LockFilesAreLeases.take(it.inner));
    it.turn.does(() -> FlowHooks.handsOver(task));
    it.turn.goesOn(() -> waitsFor(task));
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

  private static void waitsFor(FutureTask<String> task) {
    while (!task.isDone()) {
      try {
        task.get();
      } catch (InterruptedException e) {
        // As a stuck one does: it waits on.
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void ends(FutureTask<String> task) {
    worker.does(worker::letsGo);
    task.run();
    it.turn.does(() -> LeaseHooks.deleted(it.inner));
  }
}
