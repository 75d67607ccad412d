package dev.unjam.bridge;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallsByObjectTest extends Crew {
  private final Object lock = new Object();
  private final Object key = new Object();

  private static CallRecord queued(Object key) {
    return (CallRecord)
        requireNonNull(ClientHooks.enterQueued("test", "POST", "provider.example", 443, key));
  }

  private void holding(Callable<?> what) throws Exception {
    onHost(
        () -> {
          HoldHooks.ownerSet(lock, Thread.currentThread());
          return what.call();
        });
  }

  @Test
  void anAsynchronousCallThatNobodyCanGoOnWithIsAbandoned() throws Exception {
    CallRecord[] call = new CallRecord[1];
    holding(
        () -> {
          Object gone = new Object();
          call[0] = queued(gone);
          assertFalse(call[0].isAbandoned());
          return null;
        });
    for (int i = 0; i < 200 && !call[0].isAbandoned(); i++) {
      System.gc();
      Thread.onSpinWait();
    }
    assertTrue(call[0].isAbandoned());
    assertNotNull(CallRecord.asyncById(call[0].id));
    holding(() -> queued(key));
    for (int i = 0; i < 200 && CallRecord.asyncById(call[0].id) != null; i++) {
      System.gc();
      holding(() -> queued(new Object()));
    }
    assertNull(CallRecord.asyncById(call[0].id), "the next that is bound sees to it");
  }

  /** Equal to everything, as a host's own type may be. */
  private static final class Alike {
    @Override
    public boolean equals(@Nullable Object o) {
      throw new IllegalStateException("asked");
    }

    @Override
    public int hashCode() {
      throw new IllegalStateException("asked");
    }
  }

  @Test
  void anObjectStandsForItsCallByIdentityAndIsNeverAskedItself() throws Exception {
    Alike one = new Alike();
    Alike other = new Alike();
    holding(
        () -> {
          CallRecord call = queued(one);
          assertSame(call, ClientHooks.of(one));
          assertNull(ClientHooks.of(other));
          ClientHooks.end(one, true);
          return null;
        });
  }
}
