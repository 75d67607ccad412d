package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.HttpClientHooks;
import dev.unjam.bridge.LeaseHooks;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.LockFilesAreLeases;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A turn that holds its lock file, and asks the provider that has refused it again and again, each
 * time under a lock of its own that it gives back.
 */
@Timeout(60)
@ExtendWith(LockFilesAreLeases.class)
class AsksAgainTest {
  @TempDir Path folder;
  private AskingTurn it = new AskingTurn(Path.of(""));

  @BeforeEach
  void in() {
    it = new AskingTurn(folder);
  }

  /** That each call is in flight for a while says nothing of how it is answered. */
  @ParameterizedTest
  @ValueSource(ints = {429, 504})
  void inVainIsReleased(int status) {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      it.isStuckAndWoken(rig);
      for (int i = 0; i < 12 && Files.exists(it.lock); i++) {
        CallRecord call = it.asks();
        rig.tick(1_000);
        it.answers(call, status);
        rig.tick(1);
        rig.pass(Rig.GRACE);
      }
      rig.tickUntil(() -> !Files.exists(it.lock));
      it.turn.end();
    }
  }

  /** The first one may have to think for longer than a refusal may be endured. */
  @Test
  void andIsAnsweredWellAtLastKeepsIt() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      it.isStuckAndWoken(rig);
      for (int i = 0; i < 20; i++) {
        CallRecord call = it.asks();
        for (int t = 0; t < 5; t++) {
          rig.pass(Rig.SILENCE / 6);
        }
        it.answers(call, 200);
        rig.pass(Rig.GRACE);
      }
      it.keepsIt();
    }
  }

  /** The calls that go well are so short that no scan sees one in flight. */
  @Test
  void andIsAnsweredWellAtOnceKeepsIt() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      it.isStuckAndWoken(rig);
      for (int i = 0; i < 20; i++) {
        it.answers(it.asks(), 200);
        rig.pass(Rig.THRESHOLD / 2);
      }
      it.keepsIt();
    }
  }

  /** Where what goes well is another request each time that comes before the refused one. */
  @Test
  void inVainIsReleasedThoughSomethingElseOfTheSameHostIsAnsweredWellBeforeEach() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      it.isStuckAndWoken(rig);
      for (int i = 0; i < 30 && Files.exists(it.lock); i++) {
        it.answers(it.asks(), 200);
        CallRecord call = it.asks();
        rig.tick(1_000);
        it.answers(call, 429);
        rig.tick(1);
        rig.pass(Rig.GRACE);
      }
      rig.tickUntil(() -> !Files.exists(it.lock));
      it.turn.end();
    }
  }

  /** Who got over it is met with the first rung again, and its own finally may do the rest. */
  @Test
  void andIsRefusedOnceMoreAfterGoodAnswersBeginsTheLadderAnew() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      it.isStuckAndWoken(rig);
      for (int i = 0; i < 3; i++) {
        CallRecord call = it.asks();
        rig.pass(Rig.GRACE);
        it.answers(call, 200);
      }
      rig.pass(1);
      int before = AskingTurn.rungs(rig).size();
      it.turn.does(() -> LockFilesAreLeases.take(it.inner));
      CallRecord refused = it.turn.gets(() -> Rig.refusedCall(new CompletableFuture<>()));
      rig.tick(1);
      rig.tick(Rig.THRESHOLD);
      rig.tickUntil(() -> AskingTurn.rungs(rig).size() > before);
      assertEquals("abort", AskingTurn.rungs(rig).get(before));
      refused.end();
      it.keepsIt();
    }
  }

  @Test
  void afterASilenceAndIsStreamedToKeepsIt() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      it.turn.begin(rig.thread("holder"));
      it.turn.does(() -> LockFilesAreLeases.take(it.lock));
      CallRecord silent = it.asks();
      rig.tick(1);
      rig.tick(Rig.SILENCE);
      rig.tickUntil(() -> AskingTurn.isAt(rig, "abort"));
      it.turn.does(silent::end);
      it.turn.does(() -> LeaseHooks.deleted(it.inner));
      int before = AskingTurn.rungs(rig).size();
      CallRecord streams = it.asks();
      rig.pass(Rig.THRESHOLD - 1);
      rig.pass(2);
      streams.head(200, Map.of("content-type", List.of("application/json")));
      for (int i = 0; i < 20; i++) {
        HttpClientHooks.delivered(streams, List.of(ByteBuffer.wrap(new byte[] {'.'})));
        rig.pass(Rig.THRESHOLD / 2);
      }
      assertEquals(before, AskingTurn.rungs(rig).size(), rig.events::toString);
      it.keepsIt();
    }
  }
}
