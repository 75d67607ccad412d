package dev.unjam.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.unjam.bridge.BodyHooks;
import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.ClientHooks;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import dev.unjam.engine.refusal.RefusalClass;
import dev.unjam.engine.track.HolderView;
import dev.unjam.engine.track.RefusalsView;
import dev.unjam.engine.track.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A client that tries again by itself inside one call is seen to do so. */
class AttemptsTest {
  private static final String NAME = "patient-client";
  private static final String QUOTA =
      "{\"error\":{\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\","
          + "\"message\":\"You exceeded your current quota.\"}}";

  private final WovenLock session = WovenLock.reentrant();
  private final Object key = new Object();

  private static @Nullable RefusalsView refusals(Snapshot s) {
    for (HolderView h : s.holders()) {
      if (h.threadName().equals(NAME)) {
        return h.refusals();
      }
    }
    return null;
  }

  private CallRecord begin(Object as) {
    Object begun = ClientHooks.enter("test", "POST", "api.provider.example", 443, as);
    if (!(begun instanceof CallRecord call)) {
      throw new IllegalStateException("not recorded: " + begun);
    }
    ClientHooks.sent(as);
    return call;
  }

  private static void answer(CallRecord call, int status, byte[] body, String... fields) {
    ClientHooks.head(call, status, List.of(fields));
    BodyHooks.read(call, body.length, body);
  }

  @Test
  void eachHeadCountsHoweverManyComeBetweenTwoLooks() throws Exception {
    try (Rig rig = new Rig(Mode.OBSERVE, false)) {
      HostThread host = rig.thread(NAME);
      host.run(session::lock).get();
      CallRecord call = host.call(() -> begin(key)).get();
      for (int i = 0; i < 3; i++) {
        host.run(() -> answer(call, 429, QUOTA.getBytes(UTF_8))).get();
      }
      assertEquals(3, requireNonNull(refusals(rig.tick(10))).count());
      host.run(() -> ClientHooks.sent(key)).get();
      RefusalsView sleeping = requireNonNull(refusals(rig.tick(10)));
      assertEquals(3, sleeping.count(), "the same ones are not counted again");
      assertEquals(10, sleeping.firstMillis());
      host.run(() -> answer(call, 429, QUOTA.getBytes(UTF_8))).get();
      assertEquals(4, requireNonNull(refusals(rig.tick(10))).count());
      host.run(() -> ClientHooks.exit(call, false, null)).get();
      host.run(session::unlock).get();
    }
  }

  @Test
  void anAttemptThatGoesWellEndsIt() throws Exception {
    try (Rig rig = new Rig(Mode.OBSERVE, false)) {
      HostThread host = rig.thread(NAME);
      host.run(session::lock).get();
      CallRecord call = host.call(() -> begin(key)).get();
      host.run(() -> answer(call, 429, QUOTA.getBytes(UTF_8))).get();
      assertEquals(1, requireNonNull(refusals(rig.tick(10))).count());
      host.run(() -> answer(call, 200, "{}".getBytes(UTF_8))).get();
      assertNull(refusals(rig.tick(10)));
      assertNull(refusals(rig.tick(10)), "and it stays so");
      host.run(() -> ClientHooks.exit(call, false, null)).get();
      host.run(session::unlock).get();
    }
  }

  @Test
  void aRefusalOfACallWithinACallIsSeenThoughTheOuterOneIsTheLatest() throws Exception {
    try (Rig rig = new Rig(Mode.OBSERVE, false)) {
      HostThread host = rig.thread(NAME);
      host.run(session::lock).get();
      CallRecord outer = host.call(() -> begin(key)).get();
      assertNull(refusals(rig.tick(10)));
      CallRecord inner = host.call(() -> begin(new Object())).get();
      host.run(() -> answer(inner, 429, QUOTA.getBytes(UTF_8))).get();
      host.run(() -> ClientHooks.exit(inner, false, null)).get();
      Snapshot s = rig.tick(10);
      assertEquals(inner.id, requireNonNull(refusals(s)).callId());
      HolderView holder =
          s.holders().stream().filter(h -> h.threadName().equals(NAME)).findAny().orElseThrow();
      assertEquals(outer.id, requireNonNull(holder.call()).id());
      host.run(() -> ClientHooks.exit(outer, false, null)).get();
      host.run(session::unlock).get();
    }
  }

  @Test
  void aCompressedRefusalIsToldApartByItsText() throws Exception {
    byte[] whole = gzip(QUOTA.getBytes(UTF_8));
    try (Rig rig = new Rig(Mode.OBSERVE, false)) {
      HostThread host = rig.thread(NAME);
      host.run(session::lock).get();
      CallRecord call = host.call(() -> begin(key)).get();
      host.run(() -> answer(call, 429, whole, "Content-Encoding", "gzip")).get();
      RefusalsView seen = requireNonNull(refusals(rig.tick(10)));
      assertEquals(RefusalClass.BILLING, seen.last().refusalClass());
      host.run(() -> answer(call, 429, whole)).get();
      seen = requireNonNull(refusals(rig.tick(10)));
      assertEquals(RefusalClass.RATE_LIMIT, seen.last().refusalClass(), "by the status alone");
      host.run(() -> ClientHooks.exit(call, false, null)).get();
      host.run(session::unlock).get();
    }
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }
}
