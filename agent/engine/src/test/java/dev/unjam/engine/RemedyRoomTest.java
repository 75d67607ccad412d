package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import dev.unjam.engine.ladder.Rung;
import dev.unjam.engine.remedy.Attempt;
import dev.unjam.engine.remedy.RemedyRun;
import dev.unjam.engine.report.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What many holders that are stuck at once wait for, and are freed after. */
@Timeout(60)
@ExtendWith(LockFilesAreLeases.class)
class RemedyRoomTest {
  private static final int SESSIONS = RemedyRoom.RELEASES + 9;

  @TempDir Path folder;

  @Test
  void aRemedyTakesItsRoomUntilItHasEndedOrIsLeftBehind() {
    CountDownLatch mayEnd = new CountDownLatch(1);
    RemedyRoom room = new RemedyRoom();
    List<RemedyRun> runs = new ArrayList<>();
    for (int i = 0; i < RemedyRoom.RELEASES; i++) {
      assertTrue(room.isThereFor(Rung.RELEASE, "/there"));
      runs.add(room.taken(Rung.RELEASE, "/there", waiting(mayEnd)));
    }
    assertFalse(room.isThereFor(Rung.RELEASE, "/there"));
    assertTrue(room.isThereFor(Rung.ABORT, "/there"));
    assertTrue(room.isThereFor(Rung.RELEASE, "/elsewhere"));
    runs.get(0).leaveBehind();
    assertTrue(room.isThereFor(Rung.RELEASE, "/there"));
    room.taken(Rung.RELEASE, "/there", waiting(mayEnd));
    assertFalse(room.isThereFor(Rung.RELEASE, "/there"));
    mayEnd.countDown();
    Awaitility.await().until(() -> runs.stream().noneMatch(RemedyRun::isAwaited));
    assertTrue(room.isThereFor(Rung.RELEASE, "/there"));
  }

  private static RemedyRun waiting(CountDownLatch mayEnd) {
    return RemedyRun.start(
        "test",
        goesOn -> {
          mayEnd.await();
          return new Attempt.Done("");
        });
  }

  @Test
  void soManyAreReleasedAtOnceAndThenTheOthers() {
    CompletableFuture<Boolean> goesOn = new CompletableFuture<>();
    try (Rig rig = new Rig(Mode.ACT, false)) {
      for (int i = 0; i < SESSIONS; i++) {
        ForgottenLock.isLeft(rig, file(i));
      }
      rig.told = e -> waitOnceRemoved(e, goesOn);
      rig.tick(1);
      rig.tick(Rig.LEAK);
      for (int i = 0; i < 5; i++) {
        rig.tick(1);
      }
      assertEquals(RemedyRoom.RELEASES, rig.named("action.started").size());
      goesOn.complete(true);
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      assertEquals("released_by_force", rig.field("incident.closed", "outcome"));
      assertEquals(SESSIONS, rig.named("action.started").size());
      for (int i = 0; i < SESSIONS; i++) {
        assertFalse(Files.exists(file(i)));
      }
    }
  }

  private static void waitOnceRemoved(Event e, CompletableFuture<Boolean> goesOn) {
    if (e.name().equals("lockfile.removed")) {
      HostThread.await(goesOn);
    }
  }

  private Path file(int i) {
    return folder.resolve("s" + i + ".jsonl.lock");
  }
}
