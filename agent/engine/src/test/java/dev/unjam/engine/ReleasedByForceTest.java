package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.LeaseRecord;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import dev.unjam.engine.report.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who let go of a hold is told right, whenever the watchdog happens to look. */
@ExtendWith(LockFilesAreLeases.class)
class ReleasedByForceTest {
  @TempDir Path folder;

  @Test
  void aScanInTheMidstOfAReleaseByForceDoesNotTakeItForTheOwners() throws Exception {
    CompletableFuture<Boolean> removed = new CompletableFuture<>();
    CompletableFuture<Boolean> looked = new CompletableFuture<>();
    try (Rig rig = new Rig(Mode.ACT, false)) {
      Path file = isForgotten(rig);
      rig.told = e -> pauseOnceRemoved(e, file, removed, looked);
      rig.tick(1);
      rig.tick(Rig.LEAK);
      HostThread.await(removed);
      rig.tick(1);
      assertEquals(List.of(), rig.named("hold.released"), "nobody can tell yet");
      looked.complete(true);
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      assertEquals("force", rig.field("hold.released", "by"));
      assertEquals("released_by_force", rig.field("incident.closed", "outcome"));
      assertFalse(Files.exists(file));
    }
  }

  @Test
  void whatTheOwnersSideHasRemovedBeforeTheReleaseIsTheOwners() throws Exception {
    try (Rig rig = new Rig(Mode.OBSERVE, false)) {
      Path file = isForgotten(rig);
      rig.tick(1);
      rig.tick(Rig.LEAK);
      Files.delete(file);
      LeaseHooks.deleted(file);
      rig.tick(1);
      assertEquals("owner", rig.field("hold.released", "by"));
      assertFalse(rig.only("hold.released").fields().containsKey("lost"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "deleted, deleted by somebody else after ",
    "replaced, 'is somebody else''s file by now, after '"
  })
  void whatSomebodyElseHasTakenAwayIsToldSo(String lost, String human) throws Exception {
    try (Rig rig = new Rig(Mode.OBSERVE, false)) {
      Path file = isForgotten(rig);
      rig.tick(1);
      rig.tick(Rig.LEAK);
      LeaseRecord lease = LeaseHooks.held().iterator().next();
      lease.lost(lost);
      LeaseHooks.forget(lease);
      rig.tick(1);
      assertEquals(lost, rig.field("hold.released", "lost"));
      String told = rig.only("hold.released").human();
      assertTrue(told.startsWith(file.toRealPath() + " " + human), told);
    }
  }

  @Test
  void whatTheOwnerReleasesAsTheReleaseBeginsIsTheOwnersAndSoIsTheOutcome() throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      Path file = isForgotten(rig);
      rig.told =
          e -> {
            if (e.name().equals("action.started")) {
              assertTrue(file.toFile().delete());
              LeaseHooks.deleted(file);
            }
          };
      rig.tick(1);
      rig.tick(Rig.LEAK);
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      assertTrue(rig.only("action.started").human().startsWith("release started"));
      assertEquals("owner", rig.field("hold.released", "by"));
      assertEquals("released_by_owner", rig.field("incident.closed", "outcome"));
    }
  }

  /** The file is gone, which woven code tells the bridge; the remedy has not said so yet. */
  private static void pauseOnceRemoved(
      Event e, Path file, CompletableFuture<Boolean> removed, CompletableFuture<Boolean> looked) {
    if (e.name().equals("lockfile.removed")) {
      LeaseHooks.deleted(file);
      removed.complete(true);
      HostThread.await(looked);
    }
  }

  /** A task makes a lock file, is refused, and ends. */
  private Path isForgotten(Rig rig) throws Exception {
    Path file = folder.resolve("session.jsonl.lock");
    HostThread host = rig.pooled("worker");
    host.taskBegins();
    HostThread.await(
        host.call(
            () -> {
              Files.writeString(file, "{\"pid\":" + ProcessHandle.current().pid() + "}");
              LeaseHooks.created(file);
              Rig.refusedCall(new CompletableFuture<>()).end();
              return file;
            }));
    host.taskEnds();
    return file;
  }
}
