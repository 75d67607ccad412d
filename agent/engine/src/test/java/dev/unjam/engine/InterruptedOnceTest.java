package dev.unjam.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.unjam.bridge.FlowHooks;
import dev.unjam.engine.config.Mode;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.Steps;
import dev.unjam.engine.host.WovenLock;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who was woken by an interrupt, and goes on, is not interrupted at that. */
@Timeout(60)
class InterruptedOnceTest {
  private static final URI FALLBACK = URI.create("https://fallback.example.com/v1/chat");

  /** So that the second interrupt would come a second after the first. */
  private static final long TWO_ROUNDS = 2_000;

  private final WovenLock lock = WovenLock.reentrant();
  private final CompletableFuture<Boolean> woken = new CompletableFuture<>();

  @Test
  void whileAnotherThreadAsksElsewhereForIt() {
    FutureTask<String> task = new FutureTask<>(() -> "answer");
    try (Rig rig = new Rig(Mode.ACT, false, TWO_ROUNDS)) {
      CompletableFuture<String> turn = sleepsOnARefusal(rig.thread("holder"), task);
      rig.tickUntil(lock::isLocked);
      rig.tick(Rig.THRESHOLD);
      rig.tickUntil(
          () -> {
            rig.pass(Rig.GRACE);
            return woken.isDone();
          });
      Steps worker = new Steps();
      worker.begin(rig.thread("worker"));
      Optional<Object> entered = worker.gets(() -> Optional.ofNullable(FlowHooks.begins(task)));
      worker.does(() -> Rig.call(FALLBACK, new CompletableFuture<>()));
      rig.tickUntil(() -> !isInterrupting());
      assertFalse(turn.isDone(), rig.events::toString);
      worker.does(task);
      worker.does(() -> FlowHooks.ends(task, entered.orElse(null), true));
      worker.end();
      assertEquals("answer", HostThread.await(turn));
    }
  }

  private CompletableFuture<String> sleepsOnARefusal(HostThread holder, FutureTask<String> task) {
    return holder.call(
        () -> {
          lock.lock();
          try {
            Rig.refusedCall(new CompletableFuture<>()).end();
            sleepsUntilWoken();
            FlowHooks.handsOver(task);
            woken.complete(true);
            return task.get();
          } finally {
            lock.unlock();
          }
        });
  }

  /** As a library does between two attempts. */
  private static void sleepsUntilWoken() {
    boolean asleep = true;
    while (asleep) {
      try {
        Thread.sleep(60_000);
      } catch (InterruptedException e) {
        asleep = false;
      }
    }
  }

  private static boolean isInterrupting() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(t -> t.getName().startsWith("unjam-interrupt-"));
  }
}
