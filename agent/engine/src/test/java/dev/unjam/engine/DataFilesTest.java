package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.LeaseHooks;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import dev.unjam.engine.track.Monitors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A task that makes a file under a lock's name, is refused by its provider, and ends. */
@Timeout(60)
@ExtendWith(LockFilesAreLeases.class)
class DataFilesTest {
  private static final String OURS = "{\"pid\":" + ProcessHandle.current().pid() + "}";
  private static final String DATA = "{\"version\":\"4\"}";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", DATA, "[[package]]", "{\"pid\":1}"})
  void whatNobodyWaitsForAndGuardsNoTranscriptIsReportedAndLeft(String content) throws Exception {
    try (Rig rig = rig()) {
      Path file = refusedTaskLeaves(rig, "deno.lock", content);
      leaks(rig);
      String line = rig.only("incident.opened").human();
      assertTrue(line.contains("verdict=leaked/"), line);
      assertEquals(List.of(), rig.named("action.started"));
      assertEquals(content, Files.readString(file));
    }
  }

  @Test
  void theLockOfATranscriptIsReleasedThoughNobodyWaits() throws Exception {
    try (Rig rig = rig()) {
      Path file = refusedTaskLeaves(rig, "s.jsonl.lock", OURS);
      rig.tick(1);
      rig.tick(Rig.LEAK);
      rig.tickUntil(() -> !rig.named("incident.closed").isEmpty());
      assertFalse(Files.exists(file));
      assertEquals("released_by_force", rig.field("incident.closed", "outcome"));
    }
  }

  @Test
  void aLockOfAnotherNameIsReleasedOnceSomebodyWaits() throws Exception {
    try (Rig rig = rig()) {
      Path file = refusedTaskLeaves(rig, "session.lock", OURS);
      leaks(rig);
      assertTrue(Files.exists(file));
      HostThread waiter = rig.thread("waiter");
      waitsUntil(rig, waiter, file, () -> !rig.named("incident.closed").isEmpty());
      assertFalse(Files.exists(file));
      assertEquals("released_by_force", rig.field("incident.closed", "outcome"));
    }
  }

  @Test
  void dataThatSomebodyElseWantsToMakeAsWellIsLeft() throws Exception {
    try (Rig rig = rig()) {
      Path file = refusedTaskLeaves(rig, "deno.lock", DATA);
      leaks(rig);
      HostThread waiter = rig.thread("waiter");
      waitsUntil(rig, waiter, file, () -> !rig.named("lockfile.left").isEmpty());
      assertEquals("unknown", rig.field("lockfile.left", "result"));
      assertEquals(DATA, Files.readString(file));
    }
  }

  @Test
  void dataBesideALockIsNoReasonToAskForARestart() throws Exception {
    try (Rig rig = rig()) {
      HostThread host = rig.pooled("worker");
      Path lock = folder.resolve("s.jsonl.lock");
      Path data = folder.resolve("deno.lock");
      CompletableFuture<?> answer = new CompletableFuture<>();
      host.taskBegins();
      CompletableFuture<?> turn =
          host.run(
              () -> {
                LockFilesAreLeases.take(lock, OURS);
                LockFilesAreLeases.take(data, DATA);
                Rig.refusedCall(answer);
                answer.handle((a, e) -> a).join();
              });
      rig.tickUntil(() -> answer.getNumberOfDependents() > 0);
      rig.tick(Rig.THRESHOLD);
      rig.tickUntil(turn::isDone);
      host.taskEnds();
      rig.tickUntil(
          () -> {
            rig.pass(Rig.GRACE / 2);
            return !rig.named("incident.closed").isEmpty();
          });
      assertFalse(Files.exists(lock));
      assertEquals(DATA, Files.readString(data));
      assertEquals("released_by_force", rig.field("incident.closed", "outcome"));
      leaks(rig);
      assertTrue(
          rig.events.stream().noneMatch(e -> e.human().contains("needs a restart")),
          rig.events::toString);
      assertFalse(rig.incidents.anyAbandoned());
    }
  }

  @Test
  void dataOfALivingHolderIsLeftAndNoReasonToAskForARestart() throws Exception {
    try (Rig rig = rig()) {
      Path data = folder.resolve("deno.lock");
      HostThread host = rig.thread("stuck");
      CompletableFuture<String> answer = new CompletableFuture<>();
      CompletableFuture<Boolean> end = new CompletableFuture<>();
      CompletableFuture<?> turn =
          host.run(
              () -> {
                LockFilesAreLeases.take(data, DATA);
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
      assertEquals(DATA, Files.readString(data));
      assertFalse(rig.incidents.anyAbandoned(), rig.events::toString);
      assertEquals("unknown", rig.field("lockfile.left", "result"));
      leaks(rig);
      assertEquals(1, rig.named("incident.opened").size(), "again and again");
      end.complete(true);
      HostThread.await(turn);
    }
  }

  private static Rig rig() {
    return new Rig(Mode.ACT, false, Monitors.NONE);
  }

  private Path refusedTaskLeaves(Rig rig, String name, String content) {
    Path file = folder.resolve(name);
    HostThread host = rig.pooled("worker");
    host.taskBegins();
    CompletableFuture<CallRecord> refused =
        host.call(
            () -> {
              LockFilesAreLeases.take(file, content);
              return Rig.refusedCall(new CompletableFuture<>());
            });
    HostThread.await(refused);
    rig.tick(1);
    HostThread.await(host.run(refused.join()::end));
    host.taskEnds();
    return file;
  }

  private static void leaks(Rig rig) {
    for (int i = 0; i < 20; i++) {
      rig.tick(Rig.LEAK);
    }
  }

  private static void waitsUntil(Rig rig, HostThread waiter, Path file, BooleanSupplier so) {
    rig.tickUntil(
        () -> {
          HostThread.await(waiter.run(() -> LeaseHooks.exists(file)));
          rig.pass(Rig.GRACE / 2);
          return so.getAsBoolean();
        });
  }
}
