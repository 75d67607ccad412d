package dev.unjam.bridge;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallHooksTest extends Crew {
  private static final String MESSAGE = "Model API quota exceeded, try again later (incident=i-1)";

  private final Object first = new Object();
  private final Object second = new Object();

  private static void take(Object lock) {
    HoldHooks.ownerSet(lock, Thread.currentThread());
  }

  private static void letGo(Object lock) {
    HoldHooks.ownerSet(lock, null);
  }

  private static @Nullable Object begin() {
    return CallHooks.begin("test", "POST", "provider.example:443");
  }

  private static CallRecord begun() {
    return assertInstanceOf(CallRecord.class, begin());
  }

  /** On the host's thread, holding one lock, denied under it. */
  private void denied(Callable<?> then) throws Exception {
    onHost(
        () -> {
          take(first);
          ThreadRecord r = Threads.mine();
          r.deny(new Denial(r.seqAt(0), MESSAGE));
          return then.call();
        });
  }

  @Test
  void aCallOfAThreadThatHoldsNothingIsNotRecorded() throws Exception {
    onHost(
        () -> {
          assertNull(begin());
          take(first);
          letGo(first);
          assertNull(begin());
          assertNull(Threads.mine().call());
          return null;
        });
  }

  @Test
  void aCallKnowsWhichHoldsAreOlder() throws Exception {
    onHost(
        () -> {
          take(first);
          take(second);
          CallRecord call = begun();
          ThreadRecord r = Threads.mine();
          assertEquals(r.seqAt(0), call.underSeq);
          assertEquals(r.seqAt(1), call.heldSeq);
          take(new Object());
          assertTrue(r.seqAt(2) > call.heldSeq);
          return null;
        });
  }

  @Test
  void callsAreChainedUntilTheWatchdogHasSeenThemAndNeverWithoutBound() throws Exception {
    onHost(
        () -> {
          take(first);
          CallRecord one = begun();
          CallRecord two = begun();
          assertSame(one, two.previous());
          two.forgetPrevious();
          assertNull(two.previous());
          for (int i = 0; i < 1_000; i++) {
            begun();
          }
          int chained = 0;
          for (CallRecord c = Threads.mine().call(); c != null; c = c.previous()) {
            chained++;
          }
          assertTrue(chained <= 17, "chained " + chained);
          return null;
        });
  }

  @Test
  void aDeniedHolderMayBeginNothing() throws Exception {
    denied(
        () -> {
          QuotaExceededException refused = assertInstanceOf(QuotaExceededException.class, begin());
          assertEquals(MESSAGE, refused.getMessage());
          assertNotNull(CallHooks.denied("p:1"));
          assertInstanceOf(QuotaExceededException.class, SocketHooks.enter(new Object(), "read"));
          assertNull(Threads.mine().socket());
          return null;
        });
  }

  @Test
  void aDenialEndsWithItsHold() throws Exception {
    denied(
        () -> {
          take(second);
          letGo(first);
          assertNull(CallHooks.denied("p:1"));
          assertNotNull(begun(), "a call under another hold");
          take(first);
          assertNull(CallHooks.denied("p:1"), "taken again, it is another hold");
          return null;
        });
  }

  @Test
  void aDenialBindsUnderYoungerHoldsAsWell() throws Exception {
    denied(
        () -> {
          take(second);
          assertNotNull(CallHooks.denied("p:1"));
          letGo(second);
          assertNotNull(CallHooks.denied("p:1"));
          return null;
        });
  }

  @Test
  void aDenialEndsWithItsTaskEvenIfTheHoldStays() throws Exception {
    denied(
        () -> {
          Threads.mine().taskBoundary();
          assertNull(CallHooks.denied("p:1"));
          take(second);
          assertNotNull(begun());
          return null;
        });
  }

  @Test
  void aDenialIsItsThreadsAlone() throws Exception {
    denied(() -> null);
    take(second);
    try {
      assertNull(CallHooks.denied("p:1"));
      assertNotNull(begun());
    } finally {
      letGo(second);
    }
  }

  @Test
  void whatADeniedCallThrowsBecomesOursWithTheOriginalAsItsCause() throws Exception {
    IOException original = new IOException("Socket closed");
    assertSame(original, CallHooks.failed(null, original));
    denied(
        () -> {
          Throwable ours = requireNonNull(CallHooks.failed(null, original));
          assertInstanceOf(QuotaExceededException.class, ours);
          assertSame(original, ours.getCause());
          assertSame(ours, CallHooks.failed(null, ours), "once is enough");
          assertNull(CallHooks.failed(null, null));
          Error error = new OutOfMemoryError("not ours");
          assertSame(error, CallHooks.failed(null, error));
          return null;
        });
  }

  @Test
  void whatAThreadFailsInEndsNoLaterCallOfItsThatGoesOnElsewhere() throws Exception {
    Object handle = new Object();
    onHost(
        () -> {
          Object lock = new Object();
          take(lock);
          CallRecord read = begun();
          Object later = ClientHooks.enterAsync("another", "GET", "model", 443, handle);
          CallHooks.failed(read, new IOException("closed"));
          assertTrue(read.hasFailed());
          assertFalse(((CallRecord) requireNonNull(later)).hasFailed());
          letGo(lock);
          return null;
        });
  }

  @Test
  void onlyAnInterruptThatWasOursIsCleared() throws Exception {
    denied(
        () -> {
          Thread.currentThread().interrupt();
          CallHooks.failed(null, new IOException("x"));
          assertTrue(Thread.interrupted(), "the host's own interrupt stays");
          Threads.mine().markInterrupted();
          Thread.currentThread().interrupt();
          CallHooks.failed(null, new IOException("x"));
          assertFalse(Thread.interrupted());
          return null;
        });
  }

  @Test
  void aSocketIsKnownExactlyWhileTheHolderIsInsideOfIt() throws Exception {
    Object socket = new Object();
    onHost(
        () -> {
          assertNull(SocketHooks.enter(socket, "read"), "without a hold nobody cares");
          take(first);
          Object entered = SocketHooks.enter(socket, "read");
          assertSame(socket, Threads.mine().socket());
          SocketHooks.exit(entered);
          assertNull(Threads.mine().socket());
          return null;
        });
  }
}
