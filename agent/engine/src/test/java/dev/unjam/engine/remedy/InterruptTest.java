package dev.unjam.engine.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.LeaseHooks;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.engine.host.LockFilesAreLeases;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(60)
@ExtendWith(LockFilesAreLeases.class)
class InterruptTest {
  private static final Path LOCK = Path.of("/sessions/a.jsonl.lock");
  private final Remedies remedies = new Remedies(List.of(), socket -> {}, 100);

  @Test
  void aThreadThatEndsOfItWasInterruptedThoughItsHoldIsLeft() throws Exception {
    ThreadRecord r = sleepsUnderTheLock(false);
    Awaitility.await().until(() -> r.thread.getState() == Thread.State.TIMED_WAITING);
    Attempt attempt = remedies.interrupt(target(r), 5, () -> true);
    assertTrue(
        attempt.toString().matches(".*interrupted \\d+ times; its thread has ended.*"),
        attempt::toString);
    assertInstanceOf(Attempt.Done.class, attempt);
    assertEquals(false, r.thread.isAlive());
    assertEquals(1, LeaseHooks.held().size());
  }

  @Test
  void aThreadThatWasDeadBeforeIsNoneThatWasInterrupted() throws Exception {
    ThreadRecord r = sleepsUnderTheLock(true);
    r.thread.join();
    assertEquals(
        new Attempt.Gone("its thread has ended"), remedies.interrupt(target(r), 5, () -> true));
  }

  @Test
  void whoRunsIsLeftAloneAndToldWithItsState() throws Exception {
    CompletableFuture<Boolean> on = new CompletableFuture<>();
    Thread runs =
        new Thread(
            () -> {
              LeaseHooks.created(LOCK);
              while (!on.isDone()) {
                Thread.onSpinWait();
              }
            });
    runs.start();
    Awaitility.await().until(() -> !LeaseHooks.held().isEmpty());
    Attempt attempt = remedies.interrupt(target(owner()), 5, () -> true);
    on.complete(true);
    assertEquals(Attempt.NoHandle.class, attempt.getClass());
    assertEquals(false, runs.isInterrupted());
  }

  private static Target target(ThreadRecord r) {
    return new Target(r.id, List.of(r.lastSeq()), 0, null, "told");
  }

  private static ThreadRecord sleepsUnderTheLock(boolean shortly) {
    Thread t =
        new Thread(
            () -> {
              LeaseHooks.created(LOCK);
              try {
                Thread.sleep(shortly ? 1 : 60_000);
              } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
              }
            });
    t.start();
    Awaitility.await().until(() -> !LeaseHooks.held().isEmpty());
    return owner();
  }

  private static ThreadRecord owner() {
    return LeaseHooks.held().iterator().next().owner();
  }
}
