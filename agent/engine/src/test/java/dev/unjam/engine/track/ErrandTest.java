package dev.unjam.engine.track;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unjam.bridge.Bridge;
import dev.unjam.bridge.Flow;
import dev.unjam.bridge.FlowHooks;
import dev.unjam.bridge.Flows;
import dev.unjam.bridge.HoldHooks;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErrandTest {
  private final Object lock = new ReentrantLock();
  private final Object leads = new Object();
  private final Object leadsNowhere = new Object();

  @BeforeEach
  void handOver() {
    Bridge.switchTo(true);
    HoldHooks.ownerSet(lock, Thread.currentThread());
    FlowHooks.handsOver(leads);
    FlowHooks.handsOver(leadsNowhere);
  }

  @AfterEach
  void release() {
    HoldHooks.ownerSet(lock, null);
    Flows.prune();
    Bridge.switchTo(false);
  }

  @Test
  void aHolderWaitsForAnErrandIfItWaitsForAnyPartWhicheverCameFirst() {
    Flow part = Objects.requireNonNull(Flows.of(leads));
    Flow other = Objects.requireNonNull(Flows.of(leadsNowhere));
    assertEquals(Awaited.YES, of(part, other).awaited(f -> f == part ? Awaited.YES : Awaited.NO));
    assertEquals(Awaited.YES, of(other, part).awaited(f -> f == part ? Awaited.YES : Awaited.NO));
    assertEquals(Awaited.NO, of(part, other).awaited(f -> Awaited.NO));
  }

  private static Errand of(Flow one, Flow two) {
    Errand errand = new Errand();
    errand.goesOn(one);
    errand.goesOn(two);
    return errand;
  }
}
