package dev.unjam.engine.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.HandOvers;
import dev.unjam.bridge.SemaphoreHooks;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import somehost.Fallback;

class HostSideTest {
  @BeforeEach
  void record() {
    Bridge.switchTo(true);
  }

  @AfterEach
  void recordNoMore() {
    Bridge.switchTo(false);
  }

  @Test
  void whatACallbackGivesBackIsSeenToBeHandedOver() {
    Semaphore permit = new Semaphore(0);
    RemedyRun exempt = RemedyRun.start("test", goesOn -> givenBack(permit));
    await(exempt);
    assertFalse(HandOvers.isHandedOver(permit), "nothing of a remedy's own thread is recorded");
    RemedyRun asHost = RemedyRun.start("test", goesOn -> HostSide.call(() -> givenBack(permit)));
    await(asHost);
    assertTrue(HandOvers.isHandedOver(permit));
  }

  private static Attempt givenBack(Semaphore permit) {
    SemaphoreHooks.releasing(permit, 1);
    return new Attempt.Done("given back");
  }

  private static void await(RemedyRun run) {
    Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> run.result() != null);
    assertInstanceOf(Attempt.Done.class, run.result());
  }

  @Test
  void aFallbackThatBlocksInACallbackIsNoRemedyThatHangs() throws Exception {
    Fallback fallback = new Fallback();
    CompletableFuture<String> call = new CompletableFuture<>();
    CompletableFuture<String> turn = call.exceptionally(e -> fallback.ask());
    RemedyRun run = RemedyRun.start("test", goesOn -> HostSide.call(() -> ended(call), 100));
    await(run);
    assertTrue(call.isDone());
    assertFalse(turn.isDone(), "it goes on");
    fallback.answer();
    assertEquals("answer", turn.get(60, TimeUnit.SECONDS));
  }

  private static Attempt ended(CompletableFuture<String> call) {
    call.completeExceptionally(new IOException("quota"));
    return new Attempt.Done("ended");
  }

  @Test
  void aClientsOwnEndThatBlocksIsNoCodeOfTheHosts() {
    assertFalse(HostFrames.any(stack("java.lang.Object", "okhttp3.internal.Http2Stream")));
    assertFalse(HostFrames.any(stack("java.lang.Object", "dev.unjam.weave.okhttp.OkHttpAbort")));
    assertTrue(HostFrames.any(stack("java.lang.Object", "gateway.Turn", "okhttp3.Call")));
  }

  private static StackTraceElement[] stack(String... classes) {
    return Stream.of(classes)
        .map(name -> new StackTraceElement(name, "wait", null, -1))
        .toArray(StackTraceElement[]::new);
  }

  @Test
  void whatItThrowsIsThrown() {
    IOException thrown = new IOException("reset");
    Exception seen =
        assertThrows(
            IOException.class,
            () ->
                HostSide.call(
                    () -> {
                      throw thrown;
                    }));
    assertEquals(thrown, seen);
  }
}
