package dev.unjam.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FutureHooksTest extends Crew {
  private final Object session = new Object();

  /** Stands for a failure among a future's results. */
  private record Failure(Throwable why) {}

  @BeforeEach
  void open() throws Exception {
    FutureHooks.access(
        MethodHandles.lookup()
            .findConstructor(Failure.class, MethodType.methodType(void.class, Throwable.class))
            .asType(MethodType.methodType(Object.class, Throwable.class)));
  }

  private ThreadRecord holding() {
    HoldHooks.ownerSet(session, Thread.currentThread());
    return Threads.mine();
  }

  private static void deny(ThreadRecord r) {
    r.deny(new Denial(r.seqAt(0), "12:child", "denied"));
  }

  @Test
  void whoWasInterruptedByARemedyHearsWhyAndKeepsNoFlag() throws Exception {
    onHost(
        () -> {
          ThreadRecord r = holding();
          deny(r);
          r.markInterrupted();
          Thread.currentThread().interrupt();
          Failure told = assertInstanceOf(Failure.class, FutureHooks.waited(null));
          assertInstanceOf(QuotaExceededException.class, told.why);
          assertEquals("denied", told.why.getMessage());
          assertFalse(Thread.interrupted());
          assertNull(FutureHooks.waited(null), "only once");
          return null;
        });
  }

  @Test
  void anInterruptOfTheHostsOwnStaysOne() throws Exception {
    onHost(
        () -> {
          ThreadRecord r = holding();
          deny(r);
          assertNull(FutureHooks.waited(null));
          r.deny(null);
          r.markInterrupted();
          assertNull(FutureHooks.waited(null), "nobody says why any more");
          return null;
        });
  }

  @Test
  void aResultStaysWhatItIs() throws Exception {
    Object result = new Object();
    onHost(
        () -> {
          ThreadRecord r = holding();
          deny(r);
          r.markInterrupted();
          assertSame(result, FutureHooks.waited(result));
          return null;
        });
  }
}
