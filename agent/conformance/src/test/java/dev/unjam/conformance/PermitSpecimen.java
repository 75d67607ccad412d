package dev.unjam.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A semaphore and its model. */
final class PermitSpecimen implements Specimen<PermitMove> {
  static final int VARIANTS = 3;
  private static final int HELPER = Schedule.THREADS;
  private static final int INITIALLY = 3;

  /** A host's own, which can take permits away. */
  static class Reducible extends Semaphore {
    private static final long serialVersionUID = 1;

    Reducible(int permits, boolean fair) {
      super(permits, fair);
    }

    @Override
    public void release(int count) {
      super.release(count);
    }

    void reduce(int count) {
      reducePermits(count);
    }
  }

  private final Semaphore semaphore;
  private final PermitModel model;

  PermitSpecimen(int variant, boolean fair) {
    semaphore =
        switch (variant) {
          case 0 -> new Semaphore(INITIALLY, fair);
          case 1 -> new Reducible(INITIALLY, fair);
          default -> Insides.copy(new Semaphore(INITIALLY, fair), Semaphore.class);
        };
    model = new PermitModel(INITIALLY, fair);
  }

  @Override
  public Model model() {
    return model;
  }

  @Override
  public boolean sensible(int thread, PermitMove move, int arg) {
    return switch (move) {
      case REDUCE -> semaphore instanceof Reducible && model.permits() > 0;
      case RELEASE_TOO_MANY -> model.permits() > 0;
      case RELEASE -> model.permits() < INITIALLY * 2;
      default -> true;
    };
  }

  private static int count(PermitMove move, int arg) {
    return move == PermitMove.REDUCE ? 1 : arg;
  }

  @Override
  public void expect(int thread, PermitMove move, int arg) {
    model.make(thread, move, count(move, arg));
  }

  @Override
  public Callable<?> call(int thread, PermitMove move, int arg) {
    int n = count(move, arg);
    return switch (move) {
      case ACQUIRE -> LockCalls.done(n == 1 ? semaphore::acquire : () -> semaphore.acquire(n));
      case ACQUIRE_UNINTERRUPTIBLY ->
          LockCalls.done(
              n == 1
                  ? semaphore::acquireUninterruptibly
                  : () -> semaphore.acquireUninterruptibly(n));
      case TRY -> n == 1 ? semaphore::tryAcquire : () -> semaphore.tryAcquire(n);
      case TRY_ZERO, TRY_SHORT, TRY_LONG -> timed(n, move.patience().nanos());
      case RELEASE -> LockCalls.done(n == 1 ? semaphore::release : () -> semaphore.release(n));
      case DRAIN -> semaphore::drainPermits;
      case REDUCE -> LockCalls.done(() -> ((Reducible) semaphore).reduce(n));
      case ACQUIRE_LESS_THAN_NOTHING -> LockCalls.done(() -> semaphore.acquire(-1));
      case RELEASE_LESS_THAN_NOTHING -> LockCalls.done(() -> semaphore.release(-1));
      case RELEASE_TOO_MANY -> LockCalls.done(() -> semaphore.release(Integer.MAX_VALUE));
      case INTERRUPT_SELF -> LockCalls.done(() -> Thread.currentThread().interrupt());
    };
  }

  private Callable<?> timed(int n, long nanos) {
    return n == 1
        ? () -> semaphore.tryAcquire(nanos, TimeUnit.NANOSECONDS)
        : () -> semaphore.tryAcquire(n, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public Map<String, Object> expectedView(int[] threads) {
    return Map.of(
        "permits", model.permits(),
        "queued", model.queueLength(),
        "shown", "[Permits = " + model.permits() + "]");
  }

  @Override
  public Map<String, Object> view(List<Thread> threads) {
    return Map.of(
        "permits", semaphore.availablePermits(),
        "queued", semaphore.getQueueLength(),
        "shown", Insides.shown(semaphore));
  }

  @Override
  public List<Object> expectedOwnView(int thread) {
    return List.of(model.interrupted[thread]);
  }

  @Override
  public List<Object> ownView() {
    return List.of(Thread.currentThread().isInterrupted());
  }

  @Override
  public @Nullable Boolean isQueued(Thread thread) {
    return null;
  }

  @Override
  public List<Held> held() {
    List<Held> held = new ArrayList<>();
    for (int t = 0; t <= Schedule.THREADS; t++) {
      if (model.takenBy(t) > 0) {
        held.add(new Held(t, semaphore, !model.isForeign()));
      }
    }
    return held;
  }

  @Override
  public List<Object> keys() {
    return List.of(semaphore, Insides.sync(semaphore));
  }

  @Override
  public @Nullable Step<PermitMove> relief() {
    for (int t = 0; t < Schedule.THREADS; t++) {
      if (model.takenBy(t) > 0 && !model.isBlocked(t)) {
        return new Step<>(t, PermitMove.RELEASE, model.takenBy(t));
      }
    }
    return model.queueLength() > 0 ? new Step<>(HELPER, PermitMove.RELEASE, 3) : null;
  }
}
