package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import dev.unjam.engine.report.Event;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What was in the way of a release and goes, and what is given up. */
@Timeout(60)
@ExtendWith(LockFilesAreLeases.class)
class ReleaseTriedAgainTest {
  @TempDir Path folder;

  @Test
  void whatAnotherProcessKeptFromTheFolderIsTriedAgain() throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      ForgottenLock.isLeft(rig, lock());
      isTriedWhileTheGuardIsKept(rig);
      assertEquals(
          "release failed: lock file not removed: another process is removing lock files in this"
              + " folder; it is tried again",
          said(rig.only("action.failed")));
      rig.tick(Rig.GRACE);
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      assertEquals("released_by_force", rig.field("incident.closed", "outcome"));
      assertFalse(Files.exists(lock()));
    }
  }

  /** It is cut first, and written then: who looks in between reads nothing. */
  @Test
  void whatAHeartbeatWasJustRenewingIsTriedAgain() throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      ForgottenLock.isLeft(rig, lock());
      String content = Files.readString(lock());
      AtomicInteger beats = new AtomicInteger();
      rig.told =
          e -> {
            if (e.name().equals("recovery.written") && beats.incrementAndGet() == 1) {
              write("");
            } else if (e.name().equals("action.failed")) {
              write(content);
            }
          };
      rig.tick(1);
      rig.tick(Rig.LEAK);
      rig.tickUntil(() -> !rig.named("action.failed").isEmpty());
      rig.tick(Rig.GRACE);
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      assertEquals(
          "release failed: lock file not removed: its holder was just renewing it; it is tried"
              + " again",
          said(rig.only("action.failed")));
      assertEquals("released_by_force", rig.field("incident.closed", "outcome"));
      assertFalse(Files.exists(lock()));
    }
  }

  /** An entry that waits for its turn in the folder, and then a removal that does. */
  @Test
  void whatWaitsForItsTurnTwiceDoesNotHang() {
    CompletableFuture<Boolean> goesOn = new CompletableFuture<>();
    try (Rig rig = new Rig(Mode.ACT, false)) {
      ForgottenLock.isLeft(rig, lock());
      rig.told = e -> waitOnceWritten(e, goesOn);
      rig.tick(1);
      rig.tick(Rig.LEAK);
      rig.tickUntil(() -> !rig.named("recovery.written").isEmpty());
      rig.tick(9_000);
      goesOn.complete(true);
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      assertEquals(0, rig.named("action.failed").size(), rig.events::toString);
      assertEquals("released_by_force", rig.field("incident.closed", "outcome"));
    }
  }

  @Test
  void whatASwitchToObservingStoppedIsTriedAgainOnceItMayAct() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      ForgottenLock.isLeft(rig, lock());
      rig.told = e -> observeOnce(rig, e, "recovery.written");
      rig.tick(1);
      rig.tick(Rig.LEAK);
      rig.tickUntil(() -> !rig.named("action.failed").isEmpty());
      rig.tick(Rig.GRACE);
      rig.tick(Rig.GRACE);
      assertTrue(Files.exists(lock()), "it only observes");
      rig.guard.switchTo(Mode.ACT);
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      assertEquals("released_by_force", rig.field("incident.closed", "outcome"));
      assertFalse(Files.exists(lock()));
    }
  }

  @Test
  void whatNeverMayBeRemovedKeepsNoOtherFromBeingTriedAgain() throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      Path elsewhere = Files.createDirectory(folder.resolve("elsewhere")).resolve("b.jsonl.lock");
      ForgottenLock.isLeft(rig, lock(), elsewhere);
      Files.writeString(elsewhere, "{\"pid\":1}");
      isTriedWhileTheGuardIsKept(rig);
      rig.tick(Rig.GRACE);
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      assertFalse(Files.exists(lock()));
      assertTrue(Files.exists(elsewhere));
      assertEquals("abandoned", rig.field("incident.closed", "outcome"));
    }
  }

  @Test
  void whatWasNotTriedWhenItTurnedToObservingIsTriedOnceItMayAct() throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      Path other = folder.resolve("t.jsonl.lock");
      ForgottenLock.isLeft(rig, lock(), other);
      rig.told = e -> observeOnce(rig, e, "lockfile.removed");
      rig.tick(1);
      rig.tick(Rig.LEAK);
      rig.tickUntil(() -> !rig.named("action.failed").isEmpty());
      assertTrue(Files.exists(lock()) != Files.exists(other), "one of two");
      rig.told = e -> {};
      rig.guard.switchTo(Mode.ACT);
      rig.tick(Rig.GRACE);
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      assertEquals("released_by_force", rig.field("incident.closed", "outcome"));
      assertFalse(Files.exists(lock()) || Files.exists(other));
    }
  }

  @Test
  void whatIsWrongWithOneLockFileLeavesNoOther() throws Exception {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      Path gone = Files.createDirectory(folder.resolve("gone"));
      Path newer = gone.resolve("t.jsonl.lock");
      ForgottenLock.isLeft(rig, lock(), newer);
      Files.delete(newer);
      Files.delete(gone);
      Files.writeString(gone, "no folder any more");
      rig.tick(1);
      rig.tick(Rig.LEAK);
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      assertFalse(Files.exists(lock()), rig.events::toString);
    }
  }

  private void isTriedWhileTheGuardIsKept(Rig rig) throws IOException {
    Path guard = folder.resolve(".unjam.guard");
    try (FileChannel channel =
            FileChannel.open(guard, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock busy = channel.lock()) {
      rig.tick(1);
      rig.tick(Rig.LEAK);
      rig.tickUntil(() -> !rig.named("action.failed").isEmpty());
      assertTrue(busy.isValid());
    }
  }

  private void write(String content) {
    assertDoesNotThrow(() -> Files.writeString(lock(), content));
  }

  private static String said(Event failed) {
    String human = failed.human();
    return "release failed: " + human.substring(human.indexOf("lock file"));
  }

  private static void waitOnceWritten(Event e, CompletableFuture<Boolean> goesOn) {
    if (e.name().equals("recovery.written")) {
      HostThread.await(goesOn);
    }
  }

  private static void observeOnce(Rig rig, Event e, String first) {
    if (e.name().equals(first) && rig.named("action.failed").isEmpty()) {
      rig.guard.switchTo(Mode.OBSERVE);
    }
  }

  private Path lock() {
    return folder.resolve("s.jsonl.lock");
  }
}
