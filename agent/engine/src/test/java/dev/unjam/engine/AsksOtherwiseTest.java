package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.HttpClientHooks;
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

/** Who got over a refusal and asks the same host for something else, or is refused now and then. */
@Timeout(60)
@ExtendWith(LockFilesAreLeases.class)
class AsksOtherwiseTest {
  @TempDir Path folder;
  private AskingTurn it = new AskingTurn(Path.of(""));

  @BeforeEach
  void in() {
    it = new AskingTurn(folder);
  }

  @Test
  void byAnotherMethodKeepsIt() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      it.isStuckAndWoken(rig);
      it.answers(it.asks(), 200);
      rig.pass(1);
      streams(rig, asks("GET"));
    }
  }

  @Test
  void inManyShortCallsByAnotherMethodKeepsIt() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      it.isStuckAndWoken(rig);
      it.answers(it.asks(), 200);
      rig.pass(1);
      polls(rig);
      it.keepsIt();
    }
  }

  /** What tells of the quota, say, is no answer of whoever refuses it. */
  @Test
  void withoutAnAnswerToWhatWasRefusedIsReleased() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      it.isStuckAndWoken(rig);
      polls(rig);
      rig.tickUntil(() -> !Files.exists(it.lock));
      it.turn.end();
    }
  }

  private void polls(Rig rig) {
    for (int i = 0; i < 18 && Files.exists(it.lock); i++) {
      CallRecord call = asks("GET");
      rig.tick(1_000);
      it.answers(call, 200);
      it.turn.sleeps();
      rig.tick(1);
      AskingTurn.passes(rig, Rig.GRACE);
      it.turn.wakes();
    }
  }

  @Test
  void twiceWellAndOnceInVainKeepsIt() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      it.isStuckAndWoken(rig);
      for (int status : new int[] {200, 200, 429, 200}) {
        it.answers(it.asks(), status);
        rig.pass(1);
      }
      streams(rig, it.asks());
    }
  }

  @Test
  void andGetsOnThoughOneOfThreeIsRefusedKeepsIt() {
    try (Rig rig = new Rig(Mode.ACT, false)) {
      it.isStuckAndWoken(rig);
      int before = AskingTurn.rungs(rig).size();
      for (int i = 0; i < 30; i++) {
        CallRecord call = it.asks();
        int status = i % 3 == 2 ? 429 : 200;
        rig.pass(status == 200 ? Rig.THRESHOLD / 2 : 1);
        it.answers(call, status);
        rig.pass(1);
      }
      assertEquals(before, AskingTurn.rungs(rig).size(), () -> AskingTurn.rungs(rig).toString());
      it.keepsIt();
    }
  }

  private CallRecord asks(String method) {
    it.turn.does(() -> LockFilesAreLeases.take(it.inner));
    return it.turn.gets(
        () -> {
          CallRecord call = (CallRecord) HttpClientHooks.sendEnter(method, Rig.PROVIDER);
          HttpClientHooks.asyncExit(call, new CompletableFuture<>(), null);
          return call;
        });
  }

  /** For longer than anything may be endured. */
  private void streams(Rig rig, CallRecord call) {
    int before = AskingTurn.rungs(rig).size();
    call.head(200, Map.of("content-type", List.of("application/json")));
    for (int i = 0; i < 20; i++) {
      HttpClientHooks.delivered(call, List.of(ByteBuffer.wrap(new byte[] {'{'})));
      rig.pass(Rig.THRESHOLD / 2);
    }
    assertEquals(before, AskingTurn.rungs(rig).size(), () -> AskingTurn.rungs(rig).toString());
    it.keepsIt();
  }
}
