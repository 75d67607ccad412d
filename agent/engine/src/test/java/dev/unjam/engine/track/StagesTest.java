package dev.unjam.engine.track;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StagesTest {
  private final Stages stages = new Stages();
  private final CompletableFuture<String> source = new CompletableFuture<>();
  private final CountDownLatch callback = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void letEverybodyGo() throws Exception {
    callback.countDown();
    source.complete("");
    threads.shutdownNow();
    threads.awaitTermination(10, TimeUnit.SECONDS);
  }

  @Test
  void whoJoinsADependentStageWaitsForItsSource() throws Exception {
    Object waiter = join(source.thenApply(Function.identity()));
    assertEquals(Awaited.YES, stages.lead(source, waiter));
  }

  @Test
  void whoJoinsAnotherFutureDoesNot() throws Exception {
    CompletableFuture<String> other = new CompletableFuture<>();
    Object waiter = join(other);
    assertEquals(Awaited.NO, stages.lead(source, waiter));
    other.complete("");
  }

  @Test
  void whoJoinsAStageThatRunsInsideACallbackMayWaitForTheSourceThatHasCompleted() throws Exception {
    CountDownLatch inCallback = new CountDownLatch(1);
    CompletableFuture<String> read = source.thenApply(head -> slowly(head, inCallback));
    Object waiter = join(read);
    threads.execute(() -> source.complete("head"));
    inCallback.await();
    assertEquals(Awaited.PERHAPS, stages.lead(source, waiter));
  }

  private String slowly(String head, CountDownLatch inCallback) {
    inCallback.countDown();
    try {
      callback.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return head;
  }

  /** What a thread is parked on that joins this. */
  private Object join(CompletableFuture<String> future) throws Exception {
    CompletableFuture<Thread> joining = new CompletableFuture<>();
    threads.execute(
        () -> {
          joining.complete(Thread.currentThread());
          future.join();
        });
    Thread thread = joining.get();
    return Awaitility.await().until(() -> LockSupport.getBlocker(thread), b -> isWaiter(b));
  }

  private static boolean isWaiter(@Nullable Object blocker) {
    return blocker != null && Stages.isWaiter(blocker);
  }
}
