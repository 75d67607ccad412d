package dev.unjam.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.HttpClientHooks;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import dev.unjam.engine.track.HolderView;
import dev.unjam.engine.track.RefusalsView;
import dev.unjam.engine.track.Snapshot;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a thread was refused is held against it inside the turn in which it happened, no longer. */
class EpisodesTest {
  private static final String NAME = "turn-taker";

  private final WovenLock session = WovenLock.reentrant();
  private final WovenLock lifetime = WovenLock.reentrant();

  @Test
  void aRefusalAfterARefusalInsideOneHoldCountsFromTheFirst() throws Exception {
    try (Rig rig = new Rig(Mode.OBSERVE, false)) {
      HostThread host = rig.thread(NAME);
      host.call(this::takeSession).get();
      host.call(EpisodesTest::isRefused).get();
      refusals(rig.tick(10));
      host.call(EpisodesTest::isRefused).get();
      RefusalsView seen = requireNonNull(refusals(rig.tick(10)));
      assertEquals(2, seen.count());
      assertEquals(10, seen.firstMillis());
      host.call(this::releaseSession).get();
    }
  }

  @Test
  void aHealthyAnswerInBetweenEndsWhatWasRefusedBefore() throws Exception {
    try (Rig rig = new Rig(Mode.OBSERVE, false)) {
      HostThread host = rig.thread(NAME);
      host.call(this::takeSession).get();
      host.call(EpisodesTest::isRefused).get();
      assertNotNull(refusals(rig.tick(10)));
      host.call(EpisodesTest::streams).get();
      assertNull(refusals(rig.tick(10)));
      host.call(this::releaseSession).get();
    }
  }

  @Test
  void aTurnThatEndedProperlyIsNotHeldAgainstALockOfTheThreadsLife() throws Exception {
    try (Rig rig = new Rig(Mode.OBSERVE, false)) {
      HostThread host = rig.thread(NAME);
      host.call(this::takeLifetime).get();
      host.call(this::takeSession).get();
      host.call(EpisodesTest::isRefused).get();
      assertNotNull(refusals(rig.tick(10)));
      host.call(this::releaseSession).get();
      assertNull(refusals(rig.tick(10)));
      host.call(this::takeSession).get();
      assertNull(refusals(rig.tick(10)), "nor against its next turn");
      host.call(this::releaseSession).get();
      host.call(this::releaseLifetime).get();
    }
  }

  private static @Nullable RefusalsView refusals(Snapshot s) {
    for (HolderView h : s.holders()) {
      if (h.threadName().equals(NAME)) {
        return h.refusals();
      }
    }
    return null;
  }

  private boolean takeSession() {
    session.lock();
    return true;
  }

  private boolean releaseSession() {
    session.unlock();
    return true;
  }

  private boolean takeLifetime() {
    lifetime.lock();
    return true;
  }

  private boolean releaseLifetime() {
    lifetime.unlock();
    return true;
  }

  private static boolean isRefused() {
    Rig.refusedCall(new CompletableFuture<>()).end();
    return true;
  }

  /** An answer that is well under way, and not over. */
  private static boolean streams() {
    Object begun = HttpClientHooks.sendEnter("POST", Rig.PROVIDER);
    if (!(begun instanceof CallRecord call)) {
      throw new IllegalStateException("not recorded: " + begun);
    }
    call.head(200, Map.of("content-type", List.of("text/event-stream")));
    HttpClientHooks.delivered(call, List.of(ByteBuffer.wrap("data: {}\n\n".getBytes(UTF_8))));
    return true;
  }
}
