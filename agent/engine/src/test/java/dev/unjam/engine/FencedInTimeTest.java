package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.WriteHooks;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.LockFilesAreLeases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a fence needs is made ready when the first remedy begins, and for nobody else. */
@Timeout(60)
@ExtendWith(LockFilesAreLeases.class)
class FencedInTimeTest {
  @TempDir Path folder;
  private final CompletableFuture<Boolean> end = new CompletableFuture<>();
  private final CompletableFuture<Boolean> returned = new CompletableFuture<>();
  private final CompletableFuture<Boolean> over = new CompletableFuture<>();
  private final CompletableFuture<@Nullable IOException> later = new CompletableFuture<>();
  private @Nullable HostThread holder;

  @ParameterizedTest
  @CsvSource({
    "ACT, s.jsonl.lock, action.started, true",
    "ACT, s.lock, action.started, false",
    "OBSERVE, s.jsonl.lock, action.would_have, false"
  })
  void itIsOnceTheFirstRemedyBeginsOfWhoHasATranscript(
      Mode mode, String lockFile, String event, boolean begun) throws Exception {
    try (Stuck stuck = new Stuck(mode)) {
      Rig rig = stuck.rig;
      isRefused(rig, lockFile);
      rig.tick(1);
      assertEquals(false, rig.hooks.begun, "nobody is stuck yet");
      rig.tick(Rig.THRESHOLD);
      assertEquals("abort", rig.field(event, "rung"));
      assertEquals(begun, rig.hooks.begun);
    }
  }

  @Test
  void whoCannotBeKeptFromWritingKeepsTheLock() throws Exception {
    try (Stuck stuck = new Stuck(Mode.ACT)) {
      Rig rig = stuck.rig;
      rig.hooks.work = false;
      Path lock = isRefused(rig, "s.jsonl.lock");
      untilReleased(rig, "lockfile.left");
      assertTrue(Files.exists(lock));
      assertTrue(
          String.valueOf(rig.only("lockfile.left").human()).contains("cannot be kept from"),
          rig.events::toString);
    }
  }

  @Test
  void whoCanLosesIt() throws Exception {
    try (Stuck stuck = new Stuck(Mode.ACT)) {
      Rig rig = stuck.rig;
      Path lock = isRefused(rig, "s.jsonl.lock");
      untilReleased(rig, "lockfile.removed");
      assertEquals(false, Files.exists(lock));
    }
  }

  @Test
  void outsideAPoolItIsKeptOutHoweverLongItsTurnLastsUntilItTakesTheLockAnew() throws Exception {
    try (Stuck stuck = new Stuck(Mode.ACT)) {
      Rig rig = stuck.rig;
      Path lock = isRefused(rig, "s.jsonl.lock");
      Path transcript = lock.resolveSibling("s.jsonl");
      untilReleased(rig, "lockfile.removed");
      end.complete(true);
      assertEquals(true, HostThread.await(returned), "it is still at its turn");
      looks(rig);
      rig.tick(20 * Rig.GRACE);
      over.complete(true);
      IOException refused = HostThread.await(later);
      assertTrue(
          String.valueOf(refused).contains(String.valueOf(rig.only("incident.opened").incident())));
      HostThread.await(stuck.holder().run(() -> LeaseHooks.created(lock)));
      assertNull(stuck.holder().call(() -> written(transcript)).get(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void itIsNoLongerOnceItWasSeenWaitingForItsNextTurn() throws Exception {
    try (Stuck stuck = new Stuck(Mode.ACT)) {
      Rig rig = stuck.rig;
      Path transcript = isRefused(rig, "s.jsonl.lock").resolveSibling("s.jsonl");
      untilReleased(rig, "lockfile.removed");
      end.complete(true);
      over.complete(true);
      assertEquals(true, HostThread.await(returned));
      assertNotNull(HostThread.await(later));
      Awaitility.await().until(() -> stuck.holder().thread().getState() == Thread.State.WAITING);
      looks(rig);
      assertNotNull(HostThread.await(stuck.holder().call(() -> written(transcript))));
      rig.tick(Rig.GRACE + 1);
      assertNull(stuck.holder().call(() -> written(transcript)).get(20, TimeUnit.SECONDS));
    }
  }

  /** Time enough for the watchdog to look at those who have come back, and less than the grace. */
  private static void looks(Rig rig) {
    for (int i = 0; i < 10; i++) {
      rig.tick(1);
    }
  }

  private static boolean late(Path lock) {
    return LeaseHooks.absorbDelete(lock);
  }

  private static @Nullable IOException written(Path transcript) {
    return WriteHooks.moving(transcript.resolveSibling("made"), transcript);
  }

  private static void untilReleased(Rig rig, String event) {
    rig.tick(1);
    rig.tick(Rig.THRESHOLD);
    rig.tickUntil(
        () -> {
          rig.pass(Rig.GRACE);
          return !rig.named(event).isEmpty();
        });
  }

  /** An engine, and a host whose holders come back when it is over. */
  private final class Stuck implements AutoCloseable {
    final Rig rig;

    HostThread holder() {
      return Objects.requireNonNull(holder);
    }

    Stuck(Mode mode) {
      rig = new Rig(mode, false);
    }

    @Override
    public void close() {
      end.complete(true);
      over.complete(true);
      rig.close();
    }
  }

  /**
   * Somebody makes a lock file, is refused, and sits where no interrupt reaches him; then tries to
   * give it back, and last to write.
   */
  private Path isRefused(Rig rig, String name) throws Exception {
    Path lock = folder.resolve(name);
    HostThread host = rig.thread("holder");
    holder = host;
    CompletableFuture<Boolean> held = new CompletableFuture<>();
    CompletableFuture<?> turn =
        host.run(
            () -> {
              hold(lock, held);
              end.join();
              returned.complete(late(lock));
              over.join();
              later.complete(written(lock.resolveSibling("s.jsonl")));
            });
    HostThread.await(held);
    assertEquals(false, turn.isDone());
    return lock;
  }

  private static void hold(Path lock, CompletableFuture<Boolean> held) {
    try {
      Files.writeString(lock, "{\"pid\":" + ProcessHandle.current().pid() + "}");
      LeaseHooks.created(lock);
      CallRecord call = Rig.refusedCall(new CompletableFuture<>());
      held.complete(call.status() == 429);
    } catch (IOException e) {
      held.completeExceptionally(e);
    }
  }
}
