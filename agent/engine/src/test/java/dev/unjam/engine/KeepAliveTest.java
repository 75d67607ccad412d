package dev.unjam.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.BodyHooks;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import dev.unjam.engine.track.CallView;
import dev.unjam.engine.track.HolderView;
import dev.unjam.engine.track.RefusalsView;
import dev.unjam.engine.track.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Keep-alive comments prove the connection, not the model. */
class KeepAliveTest {
  private static final String NAME = "stream-reader";
  private static final String COMMENT = ": keep-alive\n\n";
  private static final String EVENT = "data: {\"choices\":[]}\n\n";

  private final WovenLock session = WovenLock.reentrant();
  private final Object key = new Object();

  private static CallView call(Snapshot s) {
    for (HolderView h : s.holders()) {
      if (h.threadName().equals(NAME) && h.call() != null) {
        return h.call();
      }
    }
    throw new IllegalStateException("no call");
  }

  private CallRecord begin() {
    Object begun = ClientHooks.enter("test", "POST", "api.provider.example", 443, key);
    if (!(begun instanceof CallRecord call)) {
      throw new IllegalStateException("not recorded: " + begun);
    }
    ClientHooks.head(call, 200, List.of("Content-Type", "text/event-stream"));
    ClientHooks.exit(call, true, null);
    return call;
  }

  /** One read of the host's: it waits for that long, and then this comes. */
  private CallView reads(Rig rig, HostThread host, CallRecord call, String piece, int seconds)
      throws Exception {
    Object entered = host.call(() -> ClientHooks.readEnter(key)).get();
    assertNotNull(entered);
    rig.tick(seconds * 1_000L);
    host.run(() -> BodyHooks.read(call, piece.length(), piece.getBytes(UTF_8))).get();
    CallView seen = call(rig.tick(1));
    host.run(() -> ClientHooks.readExit(entered, piece.length(), null)).get();
    return seen;
  }

  @Test
  void aStreamOfNothingButCommentsIsSilentThoughEachReadBringsBytes() throws Exception {
    try (Rig rig = new Rig(Mode.OBSERVE, false)) {
      HostThread host = rig.thread(NAME);
      host.run(session::lock).get();
      CallRecord call = host.call(this::begin).get();
      CallView first = reads(rig, host, call, COMMENT, 15);
      assertTrue(first.awaitsFirst(), "the model may be thinking");
      assertTrue(reads(rig, host, call, COMMENT, 15).silentMillis() >= 30_000);
      CallView event = reads(rig, host, call, EVENT, 15);
      assertFalse(event.awaitsFirst());
      assertTrue(event.silentMillis() < 1_000, "an event is progress: " + event);
      for (int i = 1; i <= 5; i++) {
        long silent = reads(rig, host, call, COMMENT, 15).silentMillis();
        assertTrue(silent >= i * 15_000L, silent + " after " + i + " comments");
      }
      assertEquals(1, rig.detector.detect(waits(rig, host)).size(), "longer than the silence");
      assertTrue(reads(rig, host, call, EVENT, 1).silentMillis() < 1_000);
      host.run(() -> ClientHooks.end(key, true)).get();
      host.run(session::unlock).get();
    }
  }

  private Snapshot waits(Rig rig, HostThread host) throws Exception {
    assertNotNull(host.call(() -> ClientHooks.readEnter(key)).get());
    return rig.tick(1);
  }

  @Test
  void aCommentIsNoSuccessThatEndsWhatWasRefusedBeforeAndAnEventIs() throws Exception {
    try (Rig rig = new Rig(Mode.OBSERVE, false)) {
      HostThread host = rig.thread(NAME);
      host.run(session::lock).get();
      host.run(this::isRefused).get();
      assertNotNull(refusals(rig.tick(1)));
      CallRecord call = host.call(this::begin).get();
      reads(rig, host, call, COMMENT, 1);
      assertNotNull(refusals(rig.tick(1)), "the server is there, the model is not");
      reads(rig, host, call, EVENT, 1);
      assertNull(refusals(rig.tick(1)));
      host.run(() -> ClientHooks.end(key, true)).get();
      host.run(session::unlock).get();
    }
  }

  private void isRefused() {
    Object again = new Object();
    Object begun = ClientHooks.enter("test", "POST", "api.provider.example", 443, again);
    ClientHooks.head((CallRecord) begun, 429, List.of("Content-Type", "application/json"));
    ClientHooks.exit(begun, false, null);
  }

  private static @Nullable RefusalsView refusals(Snapshot s) {
    for (HolderView h : s.holders()) {
      if (h.threadName().equals(NAME)) {
        return h.refusals();
      }
    }
    return null;
  }

  @Test
  void whatTheHostDoesBetweenTwoCommentsIsNoSilence() throws Exception {
    try (Rig rig = new Rig(Mode.OBSERVE, false)) {
      HostThread host = rig.thread(NAME);
      host.run(session::lock).get();
      CallRecord call = host.call(this::begin).get();
      reads(rig, host, call, EVENT, 1);
      reads(rig, host, call, COMMENT, 15);
      rig.tick(200_000);
      CallView next = reads(rig, host, call, COMMENT, 15);
      assertTrue(next.silentMillis() < 60_000, "its own work was counted: " + next);
      assertTrue(next.silentMillis() >= 30_000, "the waits were not: " + next);
      host.run(() -> ClientHooks.end(key, true)).get();
      host.run(session::unlock).get();
    }
  }

  @Test
  void anUploadThatMovesIsNoSilenceAndOneThatDoesNotIs() throws Exception {
    try (Rig rig = new Rig(Mode.OBSERVE, false)) {
      HostThread host = rig.thread(NAME);
      host.run(session::lock).get();
      Object begun =
          host.call(() -> ClientHooks.enter("test", "POST", "api.provider.example", 443, key))
              .get();
      Object socket = new Object();
      for (int i = 0; i < 20; i++) {
        Object entered =
            host.call(() -> dev.unjam.bridge.SocketHooks.enter(socket, "implWrite")).get();
        long silent = call(rig.tick(20_000)).silentMillis();
        assertTrue(silent <= 20_000, "silent for " + silent);
        host.run(() -> dev.unjam.bridge.SocketHooks.exit(entered)).get();
      }
      assertTrue(call(rig.tick(90_000)).silentMillis() >= 90_000, "then nothing moves");
      assertNull(host.call(() -> ClientHooks.exit(begun, false, null)).get());
      host.run(session::unlock).get();
    }
  }
}
