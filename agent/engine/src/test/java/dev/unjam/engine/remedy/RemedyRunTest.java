package dev.unjam.engine.remedy;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.engine.host.HostThread;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RemedyRunTest {
  @Test
  void aRemedyThatHangsIsLeftBehindOnADaemonThread() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CompletableFuture<Thread> at = new CompletableFuture<>();
    RemedyRun run =
        RemedyRun.start(
            "abort-7",
            goesOn -> {
              at.complete(Thread.currentThread());
              never.await();
              return new Attempt.Done(goesOn.getAsBoolean() ? "in time" : "late");
            });
    Thread remedy = HostThread.await(at);
    assertNull(run.result());
    assertTrue(remedy.isDaemon());
    assertEquals("unjam-abort-7", remedy.getName());
    run.leaveBehind();
    never.countDown();
    await().until(() -> run.result() != null);
    assertEquals(new Attempt.Done("late"), run.result());
  }

  @Test
  void whateverIsThrownIsTheResultAndItsMessageStaysUntold() {
    RemedyRun run =
        RemedyRun.start(
            "x",
            goesOn -> {
              throw new NoSuchMethodError("token=secret");
            });
    await().until(() -> run.result() != null);
    assertEquals(new Attempt.Failed("java.lang.NoSuchMethodError"), run.result());
    assertFalse(requireNonNull(run.result()).toString().contains("secret"));
  }
}
