package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.unjam.bridge.CallRecord;
import dev.unjam.bridge.HttpClientHooks;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import dev.unjam.engine.report.Event;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Holders that were acted on, and go on under their hold. */
class FallbackTest {
  private static final URI OTHER = URI.create("https://fallback.example.com/v1/chat");

  private final WovenLock lock = WovenLock.reentrant();
  private final CompletableFuture<CallRecord> begun = new CompletableFuture<>();
  private final CompletableFuture<String> fallback = new CompletableFuture<>();

  @Test
  void aFallbackThatStreamsIsNeverTouched() {
    try (Rig rig = new Rig(Mode.ACT, true)) {
      CompletableFuture<Boolean> host = fallsBack(rig);
      CallRecord call = streams(rig);
      for (int i = 0; i < 100; i++) {
        rig.tick(Rig.SILENCE / 2);
        comes(call);
        rig.tick(1);
      }
      assertEquals(List.of("abort"), rungs(rig));
      assertFalse(host.isDone());
      fallback.complete("answer");
      HostThread.await(host);
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      assertEquals("released_by_owner", rig.field("incident.closed", "outcome"));
    }
  }

  @Test
  void aFallbackThatFallsSilentIsEndedByItsOwnHandle() {
    try (Rig rig = new Rig(Mode.ACT, true)) {
      CompletableFuture<Boolean> host = fallsBack(rig);
      streams(rig);
      rig.tick(Rig.SILENCE);
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      HostThread.await(host);
      assertEquals(List.of("abort", "abort"), rungs(rig));
      assertEquals("released_by_owner", rig.field("incident.closed", "outcome"));
    }
  }

  @Test
  void whoSwallowsTheExceptionAndParksOnIsInterruptedAfterTheThreshold() {
    try (Rig rig = new Rig(Mode.ACT, true)) {
      CompletableFuture<Boolean> host =
          rig.thread("swallows")
              .run(
                  () -> {
                    lock.lock();
                    refused();
                    try {
                      new CompletableFuture<>().get();
                    } catch (InterruptedException | ExecutionException e) {
                      lock.unlock();
                    }
                  });
      rig.tickUntil(lock::isLocked);
      rig.tick(Rig.THRESHOLD);
      rig.tickUntil(() -> rig.named("action.succeeded").size() == 1);
      rig.tick(Rig.THRESHOLD / 2);
      rig.tick(1);
      assertEquals(List.of("abort"), rungs(rig));
      rig.tick(Rig.THRESHOLD);
      rig.tickUntil(() -> rig.incidents.open().isEmpty());
      HostThread.await(host);
      assertEquals(List.of("abort", "interrupt"), rungs(rig));
    }
  }

  private CompletableFuture<Boolean> fallsBack(Rig rig) {
    CompletableFuture<Boolean> host =
        rig.thread("falls-back")
            .run(
                () -> {
                  lock.lock();
                  refused();
                  CallRecord call = Rig.call(OTHER, fallback);
                  begun.complete(call);
                  try {
                    fallback.get();
                  } catch (InterruptedException | ExecutionException e) {
                    fallback.cancel(true);
                  } finally {
                    call.end();
                    lock.unlock();
                  }
                });
    rig.tickUntil(lock::isLocked);
    rig.tick(Rig.THRESHOLD);
    rig.tickUntil(begun::isDone);
    return host;
  }

  private static void refused() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    CallRecord call = Rig.refusedCall(answer);
    try {
      answer.join();
    } catch (CompletionException e) {
      call.end();
    }
  }

  private CallRecord streams(Rig rig) {
    CallRecord call = begun.join();
    call.head(200, Map.of());
    comes(call);
    rig.tickUntil(() -> rig.named("action.succeeded").size() == 1);
    return call;
  }

  private static void comes(CallRecord call) {
    HttpClientHooks.delivered(call, List.of(ByteBuffer.wrap(new byte[] {'a'})));
  }

  private static List<Object> rungs(Rig rig) {
    return rig.named("action.started").stream().map(FallbackTest::rung).toList();
  }

  private static Object rung(Event e) {
    Object rung = e.fields().get("rung");
    return rung == null ? "" : rung;
  }
}
