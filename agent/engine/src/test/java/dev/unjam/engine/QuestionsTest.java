package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class QuestionsTest {
  @Test
  void theyAreAskedOnADaemonThread() throws Exception {
    CompletableFuture<Thread> on = new CompletableFuture<>();
    new Questions().run(() -> on.complete(Thread.currentThread()));
    Thread asks = on.get(10, TimeUnit.SECONDS);
    assertTrue(asks.isDaemon());
    assertEquals("unjam-program", asks.getName());
  }
}
