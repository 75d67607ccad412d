package dev.unjam.engine.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.HoldHooks;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Threads;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.host.HostThread;
import dev.unjam.engine.host.WovenLock;
import dev.unjam.engine.refusal.Classifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Real threads that wait for real locks. */
class WaitGraphTest {
  private static final long WORTH_COUNTING = 1_000;

  private final List<HostThread> threads = new ArrayList<>();
  private final List<CompletableFuture<?>> begun = new ArrayList<>();
  private final CompletableFuture<Boolean> end = new CompletableFuture<>();
  private Tracker tracker = tracker(Monitors.ofThisJvm());

  private static Tracker tracker(Monitors monitors) {
    return new Tracker(Classifier.builtIn(), Synchronizers.open(), WORTH_COUNTING, 1_000, monitors);
  }

  @BeforeEach
  void switchOn() {
    Bridge.switchTo(true);
    Threads.forEach(this::leftByAnotherTest);
  }

  private void leftByAnotherTest(ThreadRecord r) {
    for (int i = 0; i < r.depth(); i++) {
      tracker.forget(new HoldId(r.id, r.seqAt(i)));
    }
  }

  @AfterEach
  void switchOff() {
    end.complete(true);
    threads.forEach(t -> t.thread().interrupt());
    threads.forEach(HostThread::close);
    Bridge.switchTo(false);
  }

  @Test
  void whoWaitsBehindWhomIsFoundDownToTheLastAndUpToTheRoot() {
    WovenLock top = WovenLock.reentrant();
    WovenLock below = WovenLock.write();
    HostThread root = holding("root", top);
    HostThread middle = holding("middle", below);
    wants(middle, top);
    HostThread last = thread("last");
    wants(last, below);

    WaitGraph g = graphWith(2);
    assertEquals(List.of("middle", "last"), names(g.behind(List.of(holdOf(root)))));
    assertEquals(List.of("middle"), names(g.of(holdOf(root))));
    assertEquals(List.of("last", "middle"), names(g.chain(last.thread().getId())));
    assertEquals(List.of(), g.chain(root.thread().getId()));
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void aVirtualThreadThatWaitsIsFoundWithItsName() throws Exception {
    WovenLock lock = WovenLock.reentrant();
    holding("owner", lock);
    Thread virtual = virtual(() -> wantsUntilInterrupted(lock));
    WaitGraph g = graphWith(1);
    virtual.interrupt();
    assertEquals(virtual.getId(), g.waits().get(0).threadId());
    assertTrue(g.waits().get(0).untimed());
  }

  private static void wantsUntilInterrupted(WovenLock lock) {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The tests are compiled for 17, which has none. */
  private static Thread virtual(Runnable work) throws Exception {
    return (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
  }

  @Test
  void aWriterThatWaitsForAReaderIsFoundBehindTheReadHold() {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    HostThread reader = thread("reader");
    taken(reader, lock.readLock(), lock.readLock()::lock);
    HostThread writer = thread("writer");
    begins(
        writer,
        () -> {
          lock.writeLock().lockInterruptibly();
          return true;
        });
    Wait w = graphWith(1).waits().get(0);
    assertEquals("writer", w.thread());
    assertEquals("reader", w.holder());
    assertTrue(w.needed(), "the writer waits for every reader");
  }

  @Test
  void readersAndWritersOfAStampedLockAreFoundThoughItHasNoApiForThem() {
    StampedLock lock = new StampedLock();
    taken(thread("owner"), lock, lock::writeLock);
    for (String name : List.of("reader-1", "reader-2", "reader-3")) {
      begins(thread(name), lock::readLockInterruptibly);
    }
    begins(thread("writer"), lock::writeLockInterruptibly);
    WaitGraph g = graphWith(4);
    assertEquals(
        List.of("reader-1", "reader-2", "reader-3", "writer"),
        names(g.waits()).stream().sorted().toList());
    lock.asWriteLock().unlock();
    Awaitility.await().until(() -> lock.isReadLocked() || lock.isWriteLocked());
    assertTrue(tracker.waitsNow().waits().size() < 4);
  }

  @Test
  void oneOfSeveralHoldersOfPermitsIsEnoughForAWaiter() {
    Semaphore permits = new Semaphore(2);
    taken(thread("one"), permits, permits::acquireUninterruptibly);
    taken(thread("two"), permits, permits::acquireUninterruptibly);
    begins(
        thread("third"),
        () -> {
          permits.acquire();
          return true;
        });
    WaitGraph g = graphWith(2);
    assertEquals(List.of("third", "third"), names(g.waits()));
    assertFalse(g.waits().get(0).needed());
  }

  @Test
  void whoIsBlockedAtAMonitorIsFoundBehindWhoIsInside() {
    Object monitor = new Object();
    WovenLock lock = WovenLock.reentrant();
    HostThread inside = thread("inside");
    CompletableFuture<Boolean> entered = new CompletableFuture<>();
    begins(
        inside,
        () -> {
          synchronized (monitor) {
            entered.complete(true);
            return end.join();
          }
        });
    HostThread.await(entered);
    HostThread blocked = holding("blocked", lock);
    begins(
        blocked,
        () -> {
          synchronized (monitor) {
            return true;
          }
        });
    wants(thread("behind"), lock);
    WaitGraph g = graphWith(2);
    List<Wait> chain = g.chain(threads.get(2).thread().getId());
    assertEquals(List.of("behind", "blocked"), names(chain));
    assertEquals("inside", chain.get(1).holder());
    assertTrue(chain.get(1).waitsFor().startsWith("java.lang.Object@"), chain::toString);
  }

  @Test
  void aWaitIsAsOldAsTheScansThatSawIt() {
    WovenLock lock = WovenLock.reentrant();
    holding("owner", lock);
    wants(thread("waiter"), lock);
    graphWith(1);
    Ticks.advance(WORTH_COUNTING);
    assertEquals(0, tracker.snapshot().waits().waits().get(0).waitingMillis());
    Ticks.advance(7_000);
    assertEquals(7_000, tracker.waitsNow().waits().get(0).waitingMillis());
    assertEquals(7_000, tracker.snapshot().waits().waits().get(0).waitingMillis());
  }

  @Test
  void aWaitWithALimitIsToldApartFromOneWithout() {
    WovenLock lock = WovenLock.reentrant();
    holding("owner", lock);
    HostThread waiter = thread("waiter");
    begins(waiter, () -> lock.tryLock(60_000));
    assertFalse(graphWith(1).waits().get(0).untimed());
  }

  @Test
  void aHealthyHostIsNeverAskedMoreThanHowLongItsQueuesAre() {
    tracker = tracker(new NeverAsked());
    switchOn();
    WovenLock lock = WovenLock.reentrant();
    HostThread owner = holding("owner", lock);
    Ticks.advance(10 * WORTH_COUNTING);
    assertSame(WaitGraph.NONE, tracker.snapshot().waits(), "old, and nobody waits");
    HostThread.await(owner.run(lock::unlock));
    HostThread.await(owner.run(lock::lock));
    wants(thread("waiter"), lock);
    graphWith(1);
    assertSame(WaitGraph.NONE, tracker.snapshot().waits(), "waited for, and young");
    Ticks.advance(WORTH_COUNTING);
    assertEquals(1, tracker.snapshot().waits().waits().size(), "old and waited for");
  }

  private static final class NeverAsked implements Monitors {
    @Override
    public List<Blocked> blocked(Collection<Long> threadIds) {
      throw new AssertionError("asked for " + threadIds);
    }

    @Override
    public List<Held> held(Collection<Long> threadIds) {
      throw new AssertionError("asked for " + threadIds);
    }

    @Override
    public List<Long> deadlocked() {
      throw new AssertionError("asked");
    }
  }

  private HostThread thread(String name) {
    HostThread t = HostThread.single(name);
    threads.add(t);
    return t;
  }

  private HostThread holding(String name, WovenLock lock) {
    HostThread t = thread(name);
    HostThread.await(t.run(lock::lock));
    return t;
  }

  /** Takes it and tells the bridge so. */
  private static void taken(HostThread t, Object key, Runnable take) {
    HostThread.await(
        t.run(
            () -> {
              take.run();
              HoldHooks.ownerSet(key, Thread.currentThread());
            }));
  }

  private void wants(HostThread t, WovenLock lock) {
    begins(t, lock::lockInterruptibly);
  }

  private void begins(HostThread t, Callable<?> what) {
    begun.add(t.call(what));
  }

  private WaitGraph graphWith(int waits) {
    Awaitility.await().until(() -> tracker.waitsNow().waits().size() == waits);
    return tracker.waitsNow();
  }

  private static HoldId holdOf(HostThread t) {
    return new HoldId(t.record().id, t.record().seqAt(0));
  }

  private static List<String> names(List<Wait> waits) {
    return waits.stream().map(Wait::thread).toList();
  }
}
