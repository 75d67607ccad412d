package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.LeaseHooks;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import dev.unjam.engine.host.WovenLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Lock files that may be somebody else's by now, and such as could not be removed at first. */
@Timeout(60)
@ExtendWith(LockFilesAreLeases.class)
class LeaseDoubtsTest {
  @TempDir Path folder;

  @Test
  void nothingIsDoneForAFileAloneThatMayBeAnothers() throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      rig.check = (lease, now) -> false;
      CompletableFuture<?> turn = isSilent(rig, WovenLock.reentrant(), false);
      becomesStuck(rig);
      assertEquals(1, rig.named("incident.opened").size());
      assertEquals(List.of(), rig.named("action.started"));
      rig.check = (lease, now) -> true;
      rig.tickUntil(() -> !rig.named("action.started").isEmpty());
      HostThread.failure(turn);
    }
  }

  @Test
  void whoHoldsALockBesidesIsHelpedAtOnce() throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      rig.check = (lease, now) -> false;
      CompletableFuture<?> turn = isSilent(rig, WovenLock.reentrant(), true);
      becomesStuck(rig);
      assertFalse(rig.named("action.started").isEmpty());
      HostThread.failure(turn);
    }
  }

  private static void becomesStuck(Rig rig) {
    rig.tick(1);
    rig.tick(Rig.SILENCE);
    for (int i = 0; i < 5; i++) {
      rig.tick(1);
    }
  }

  private CompletableFuture<?> isSilent(Rig rig, WovenLock lock, boolean locks) {
    Path file = folder.resolve("s.jsonl.lock");
    HostThread.await(rig.thread("waiter").run(() -> LeaseHooks.exists(file)));
    CompletableFuture<String> answer = new CompletableFuture<>();
    CompletableFuture<String> turn =
        rig.thread("holder")
            .call(
                () -> {
                  LockFilesAreLeases.take(file);
                  if (locks) {
                    lock.lock();
                  }
                  Rig.call(Rig.PROVIDER, answer);
                  return answer.get();
                });
    rig.tickUntil(() -> turn.isDone() || answer.getNumberOfDependents() > 0);
    return turn;
  }

  @Test
  void whatCouldNotBeTakenFromALivingHolderIsTriedOnceMoreWhenItsTaskHasEnded() throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      rig.hooks.work = false;
      Path file = folder.resolve("s.jsonl.lock");
      HostThread host = rig.pooled("worker");
      CompletableFuture<String> answer = new CompletableFuture<>();
      CompletableFuture<Boolean> end = new CompletableFuture<>();
      host.taskBegins();
      CompletableFuture<?> turn =
          host.run(
              () -> {
                LockFilesAreLeases.take(file);
                CallRecord call = Rig.refusedCall(answer);
                answer.handle((a, e) -> a).join();
                call.end();
                for (boolean over = false; !over; ) {
                  over = HostThread.isOver(end);
                }
              });
      rig.tickUntil(() -> answer.getNumberOfDependents() > 0);
      rig.tickUntil(
          () -> {
            rig.tick(Rig.THRESHOLD);
            return !rig.named("incident.closed").isEmpty();
          });
      assertEquals("abandoned", rig.field("incident.closed", "outcome"));
      for (int i = 0; i < 9; i++) {
        rig.tick(Rig.THRESHOLD);
      }
      assertTrue(rig.incidents.anyAbandoned());
      assertEquals(1, rig.named("incident.opened").size(), "not while it lives");
      rig.hooks.work = true;
      end.complete(true);
      HostThread.await(turn);
      host.taskEnds();
      rig.tickUntil(
          () -> {
            rig.tick(Rig.LEAK);
            return rig.named("incident.closed").size() > 1;
          });
      assertFalse(Files.exists(file));
      assertFalse(rig.incidents.anyAbandoned());
    }
  }
}
