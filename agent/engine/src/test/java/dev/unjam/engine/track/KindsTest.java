package dev.unjam.engine.track;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unjam.engine.host.HostThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real queues of real locks. */
class KindsTest {

  private final Synchronizers synchronizers = Synchronizers.open();
  private final List<HostThread> threads = new ArrayList<>();
  private final List<CompletableFuture<Boolean>> begun = new ArrayList<>();

  @AfterEach
  void end() {
    threads.forEach(t -> t.thread().interrupt());
    threads.forEach(HostThread::close);
  }

  @Test
  void aQueueIsCountedOnceAScanHoweverManyHoldersItHas() {
    Semaphore s = new Semaphore(0);
    Kinds scan = new Kinds(synchronizers);
    assertEquals(0, length(scan, s));
    queue(s, 1);
    assertEquals(1, length(scan, s));
    queue(s, 2);
    assertEquals(1, length(scan, s), "what was counted for the first holder");
    assertEquals(2, length(new Kinds(synchronizers), s), "the next scan counts anew");
  }

  @Test
  void eachLockHasItsOwnLength() {
    Semaphore one = new Semaphore(0);
    Semaphore two = new Semaphore(0);
    queue(one, 1);
    queue(two, 1);
    queue(two, 2);
    Kinds scan = new Kinds(synchronizers);
    assertEquals(1, length(scan, one));
    assertEquals(2, length(scan, two));
    assertEquals(0, length(scan, new Semaphore(0)));
  }

  private static int length(Kinds scan, Object held) {
    return scan.queueLength(scan.of(held), held);
  }

  private void queue(Semaphore s, int until) {
    HostThread t = HostThread.single("waiter");
    threads.add(t);
    begun.add(
        t.call(
            () -> {
              s.acquire();
              return true;
            }));
    Awaitility.await().until(() -> s.getQueueLength() == until);
  }
}
