package dev.unjam.engine.track;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.HoldHooks;
import dev.unjam.bridge.Sites;
import dev.unjam.bridge.ThreadRecord;
import dev.unjam.bridge.Ticks;
import dev.unjam.engine.host.HostThread;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcquisitionSitesTest {
  private final AcquisitionSites sites = new AcquisitionSites();
  private final HostThread host = HostThread.single("host");
  private final List<Object> taken = new ArrayList<>();
  private long record;

  @BeforeEach
  void switchOn() {
    Bridge.switchTo(true);
    Ticks.advance(1);
    Sites.renew();
    sites.poll();
    sites.scanned();
  }

  @AfterEach
  void switchOff() {
    taken.forEach(lock -> HostThread.await(host.run(() -> HoldHooks.ownerSet(lock, null))));
    host.close();
    Bridge.switchTo(false);
  }

  @Test
  void theStackOfAHoldIsLetGoOfOnceItLasts() {
    long seq = take();
    AcquisitionSite young = requireNonNull(scan(seq, false));
    assertFalse(young.isSettled());
    AcquisitionSite old = requireNonNull(scan(seq, true));
    assertSame(young, old);
    assertTrue(old.isSettled());
  }

  @Test
  void whoKeepsTheSiteOfAHoldThatHasEndedKeepsNoStack() {
    AcquisitionSite young = requireNonNull(scan(take(), false));
    sites.poll();
    assertFalse(young.isSettled());
    sites.scanned();
    assertTrue(young.isSettled());
    assertFalse(sites.knows(record));
  }

  @Test
  void whatIsKeptOfAStackIsTheHostsFrame() {
    Throwable stack = new Throwable();
    stack.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("java.util.concurrent.locks.ReentrantLock", "lock", "R.java", 1),
          new StackTraceElement("host.Session", "open", "Session.java", 12)
        });
    AcquisitionSite site = new AcquisitionSite(stack);
    assertFalse(site.isSettled());
    assertEquals("host.Session.open(Session.java:12)", site.text());
    assertTrue(site.isSettled());
    assertEquals("host.Session.open(Session.java:12)", site.text());
  }

  @Test
  void aHoldThatWasNotSampledHasNoSite() {
    long seq = take();
    assertNull(scan(seq + 1, true));
  }

  private @Nullable AcquisitionSite scan(long seq, boolean lasts) {
    sites.poll();
    AcquisitionSite site = sites.of(record, seq, lasts);
    sites.scanned();
    return site;
  }

  private long take() {
    Object lock = new Object();
    taken.add(lock);
    HostThread.await(host.run(() -> HoldHooks.ownerSet(lock, Thread.currentThread())));
    ThreadRecord r = host.record();
    record = r.id;
    return r.seqAt(r.depth() - 1);
  }
}
