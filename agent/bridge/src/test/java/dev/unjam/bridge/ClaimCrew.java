package dev.unjam.bridge;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A host's thread that holds a lock, and the test's own thread as the remedy's. */
abstract class ClaimCrew extends Crew {
  private static final long LONG_AFTER_MILLIS = 700_000;

  final Object lock = new Object();
  private final List<Claim> mine = new ArrayList<>();

  @AfterEach
  final void forget() throws Exception {
    mine.forEach(Claim::settle);
    nextTask();
    Ticks.advance(LONG_AFTER_MILLIS);
    Claims.prune();
    assertFalse(Claims.any());
    while (Zombies.poll() != null) {
      // of the next test's concern is only what it absorbs itself
    }
  }

  /** The host's thread takes the lock; its record. */
  final ThreadRecord holder() throws Exception {
    return onHost(ClaimCrew::taken);
  }

  private static ThreadRecord taken() {
    HoldHooks.ownerSet(new Object(), Thread.currentThread());
    return Threads.mine();
  }

  /** The record of a thread that took a lock and died. */
  static ThreadRecord dead() throws Exception {
    ThreadRecord r = elsewhere(ClaimCrew::taken);
    r.thread.join();
    return r;
  }

  final void nextTask() throws Exception {
    onHost(
        () -> {
          Threads.mine().taskBoundary();
          return null;
        });
  }

  final @Nullable Claim tryUp(ThreadRecord holder, int surplus) {
    Claim.Terms terms = new Claim.Terms(0, surplus, "taken from you", Long.MAX_VALUE);
    Claim claim = Claim.up(lock, holder, holder.seqAt(0), terms);
    if (claim != null) {
      mine.add(claim);
    }
    return claim;
  }

  final Claim up(ThreadRecord holder, int surplus) {
    return requireNonNull(tryUp(holder, surplus));
  }

  final Claim taken(ThreadRecord holder, int surplus) {
    Claim claim = up(holder, surplus);
    claim.take();
    claim.settle();
    return claim;
  }
}
