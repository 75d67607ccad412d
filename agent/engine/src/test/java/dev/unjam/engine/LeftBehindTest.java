package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.LeaseHooks;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import dev.unjam.engine.lease.TranscriptForm;
import dev.unjam.engine.report.Event;
import dev.unjam.engine.track.Monitors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a hold whose holder did not live to give it back. */
@Timeout(60)
@ExtendWith(LockFilesAreLeases.class)
class LeftBehindTest {
  @TempDir Path folder;

  @Test
  void whatASilentHoldersThreadLeavesWhenItDiesIsToldWithTheProviderAndTheVerdict()
      throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false, Monitors.NONE, TranscriptForm.GENERIC)) {
      Path lock = folder.resolve("s.jsonl.lock");
      HostThread holder = rig.thread("holder");
      CompletableFuture<?> turn = isSilentUnder(rig, lock, holder);
      waits(rig, lock);
      rig.tick(1);
      rig.tick(Rig.SILENCE);
      assertEquals("silent", rig.field("incident.opened", "verdict"));
      HostThread.failure(turn);
      holder.close();
      HostThread waiter = rig.thread("waiter");
      rig.tickUntil(
          () -> {
            HostThread.await(waiter.run(() -> LeaseHooks.exists(lock)));
            rig.pass(Rig.GRACE / 2);
            return !rig.named("incident.closed").isEmpty();
          });
      assertFalse(Files.exists(lock), rig.events::toString);
      assertEquals("released_by_force", rig.field("incident.closed", "outcome"));
      assertEquals("silent", rig.field("incident.closed", "verdict"));
      String entry = Files.readString(folder.resolve("s.jsonl"));
      assertTrue(entry.contains("\"verdict\":\"silent\""), entry);
      assertTrue(entry.contains("api.example.com"), entry);
      assertTrue(entry.contains("Model API quota exceeded, try again later"), entry);
    }
  }

  @Test
  void anIncidentThatTheEndOfTheJvmCutsOffIsClosedOnceAndSaysSo() throws Exception {
    try (Rig rig = new Rig(Mode.OBSERVE, false)) {
      Path lock = folder.resolve("s.jsonl.lock");
      HostThread holder = rig.thread("holder");
      CompletableFuture<Boolean> answer = new CompletableFuture<>();
      CompletableFuture<Boolean> turn =
          holder.run(
              () -> {
                LeaseHooks.created(lock);
                Rig.refusedCall(new CompletableFuture<>());
                answer.join();
                LeaseHooks.deleted(lock);
              });
      rig.tickUntil(() -> !LeaseHooks.held().isEmpty());
      for (int i = 0; i < 10; i++) {
        rig.tick(Rig.SILENCE);
      }
      String id = String.valueOf(rig.only("incident.opened").incident());
      rig.incidents.cutOff("the JVM ends", 1, false);
      rig.incidents.cutOff("the JVM ends", 1, false);
      Event closed = rig.only("incident.closed");
      assertEquals(id, closed.incident());
      assertEquals("abandoned", closed.fields().get("outcome"));
      assertEquals("the JVM ends", closed.fields().get("why"));
      assertTrue(closed.human().endsWith(": the JVM ends"), closed::human);
      answer.complete(true);
      HostThread.await(turn);
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      assertEquals(closed, rig.only("incident.closed"), "that is told by an update");
      assertEquals("owner", rig.field("hold.released", "by"));
    }
  }

  private static void waits(Rig rig, Path lock) {
    HostThread.await(rig.thread("first waiter").run(() -> LeaseHooks.exists(lock)));
  }

  private static CompletableFuture<?> isSilentUnder(Rig rig, Path lock, HostThread holder) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    CompletableFuture<String> turn =
        holder.call(
            () -> {
              LockFilesAreLeases.take(lock);
              Rig.call(Rig.PROVIDER, answer);
              return answer.get();
            });
    rig.tickUntil(() -> turn.isDone() || answer.getNumberOfDependents() > 0);
    return turn;
  }
}
