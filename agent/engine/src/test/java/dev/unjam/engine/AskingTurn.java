package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.LeaseHooks;
import dev.unjam.engine.host.LockFilesAreLeases;
import dev.unjam.engine.host.Steps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A turn that holds its lock file, and asks again and again, each time under a lock of its own. */
final class AskingTurn {
  final Steps turn = new Steps();
  final Path lock;
  final Path inner;

  AskingTurn(Path folder) {
    lock = folder.resolve("s.jsonl.lock");
    inner = folder.resolve("inner.lock");
  }

  /** It is refused, found stuck, woken, and gives back what it asked under. */
  void isStuckAndWoken(Rig rig) {
    turn.begin(rig.thread("holder"));
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

  CallRecord asks() {
    turn.does(() -> LockFilesAreLeases.take(inner));
    return turn.gets(() -> Rig.call(Rig.PROVIDER, new CompletableFuture<>()));
  }

  void answers(CallRecord call, int status) {
    answers(call, status, turn);
    turn.does(() -> LeaseHooks.deleted(inner));
  }

  static void answers(CallRecord call, int status, Steps by) {
    by.does(() -> Rig.answered(call, status));
  }

  void keepsIt() {
    assertTrue(Files.exists(lock));
    turn.does(() -> release(lock));
    turn.end();
  }

  private static void release(Path lock) {
    try {
      Files.delete(lock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LeaseHooks.deleted(lock);
  }

  static boolean isAt(Rig rig, String rung) {
    return rungs(rig).contains(rung);
  }

  static List<String> rungs(Rig rig) {
    return rig.named("action.started").stream()
        .map(e -> String.valueOf(e.fields().get("rung")))
        .toList();
  }
}
